import { relative } from 'node:path';
import { Command, Option } from 'commander';
import { INIT_PROVIDERS, readPlanNames, usualAnswers, type AppAnswers } from '../init/app-answers.js';
import type { CommandContext } from './command-context.js';

interface InitFlags {
  readonly name?: string;
  readonly plans?: readonly string[];
  readonly provider?: AppAnswers['provider'];
  readonly yes?: true;
}

/** `hs-x init`: a new app that runs, with plans, an action, a card, a mail and tests. */
export function initCommand(context: CommandContext): Command {
  return new Command('init')
    .summary('write a new app: plans, an action, a card, a mail, tests')
    .description(
      'Writes a new app into an empty folder: plans, a workflow action, a card, a mail and tests that pass. In a terminal it asks for what is not given; a folder that holds files is left alone.',
    )
    .argument('[folder]', 'where to write; made when missing', '.')
    .option('--name <text>', 'what customers see (default: from the folder’s name)')
    .option('--plans <names>', 'plans, the lowest first (default: free,team,scale)', readPlanNames)
    .addOption(new Option('--provider <name>', 'how customers pay (default: stripe)').choices(INIT_PROVIDERS))
    .option('--yes', 'ask nothing')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x init my-app\n  hs-x init my-app --name "Northstar Insights" --plans free,pro --yes',
    )
    .action(async (folder: string, flags: InitFlags) => {
      const { initApp, refuseFullFolder } = await import('../init/init-app.js');
      refuseFullFolder(folder); // nobody should answer questions for nothing
      const { folder: path, files } = initApp(folder, await answersOf(context, folder, flags));
      for (const line of nextSteps(path, files.length)) context.print(line);
    });
}

async function answersOf(
  context: CommandContext,
  folder: string,
  { yes, name, plans, provider }: InitFlags,
): Promise<AppAnswers> {
  const given = { ...(name && { name }), ...(plans && { plans }), ...(provider && { provider }) };
  const usual = usualAnswers(folder);
  if (yes || context.confirm === undefined) return { ...usual, ...given };
  const { askAnswers } = await import('../init/ask-answers.js');
  return askAnswers(given, usual);
}

function nextSteps(path: string, count: number): readonly string[] {
  const near = relative(process.cwd(), path);
  const shown = near.startsWith('..') ? path : near;
  const steps = [
    ...(shown === '' ? [] : [[`cd ${shown}`, '']]),
    ['npm install', ''],
    ['npm test', 'the app’s rules'],
    ['npm run dev', 'install it, pay and use it in a simulated HubSpot'],
  ];
  const width = Math.max(...steps.map(([command = '']) => command.length));
  return [
    `${count} files in ${shown === '' ? 'this folder' : shown}. Next:`,
    '',
    ...steps.map(([command = '', meaning = '']) => `  ${command.padEnd(width)}  ${meaning}`.trimEnd()),
    '',
    'README.md says what to change where. .env holds a secret that was made for this machine; git ignores it.',
  ];
}

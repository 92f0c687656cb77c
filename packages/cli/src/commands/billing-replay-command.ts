import type { ReplayedEvent } from '@hs-x/sdk/admin';
import type { Command } from 'commander';
import { CliError } from '../cli-error.js';
import { CliExit } from '../cli-exit.js';
import type { View } from '../billing/views/view.js';
import { fitTable, type Cell } from '../terminal/fit-table.js';
import { adminCommand, tell, viewOf, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';

interface ReplayFlags extends AdminFlags {
  readonly dead?: true;
}

/** `hs-x billing replay`: stored webhooks once more. */
export function billingReplayCommand(context: CommandContext): Command {
  return adminCommand({
    name: 'replay',
    summary: 'have a stored webhook, or all that were given up, run again',
    description:
      'Queues a stored webhook, such as one that was given up before a mistake in the app was mended. The running app takes it up within seconds, with all its tries; nothing is doubled. Exits with 1 when one cannot be queued.',
    json: '{ events: ReplayedEvent[] }',
    examples: ['replay evt_1Pabc', 'replay --dead'],
  })
    .argument('[event]', 'the webhook’s id')
    .option('--dead', 'all that were given up')
    .action((eventId: string | undefined, flags: ReplayFlags) => replay(context, eventId, flags));
}

async function replay(
  context: CommandContext,
  eventId: string | undefined,
  flags: ReplayFlags,
): Promise<void> {
  if ((eventId === undefined) === (flags.dead === undefined)) throw oneOfTwo();
  const { events } = await withAdmin(context, flags, ({ port }) =>
    port.call('replay', eventId === undefined ? { dead: true } : { eventId }),
  );
  tell(context, flags, { document: { events }, lines: () => linesOf(events, viewOf(context, flags)) });
  if (events.some(({ outcome }) => outcome === 'failed')) throw new CliExit(1);
}

const COLUMNS = [
  { title: 'webhook', rank: 0 },
  { title: 'type', rank: 1, minWidth: 16 },
  { title: 'outcome', rank: 0 },
  { title: 'why', rank: 2, minWidth: 24 },
] as const;

function linesOf(events: readonly ReplayedEvent[], { maxWidth }: View): readonly string[] {
  if (events.length === 0) return ['No webhook was given up; nothing to run again.'];
  const rows = events.map(({ eventId, type, outcome, reason }): readonly Cell[] => [
    eventId,
    type,
    [outcome, outcome === 'failed' ? 'bad' : 'good'],
    reason ?? '',
  ]);
  return fitTable({ columns: COLUMNS, rows }, maxWidth);
}

function oneOfTwo(): CliError {
  return new CliError({
    code: 'USAGE',
    message: 'Which webhook? Give its id, or --dead for all that were given up; one of the two.',
    hint: 'hs-x billing replay evt_1Pabc',
  });
}

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lintFiles } from './support/lint-files.js';

const folder = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}/`, import.meta.url));

/** Every leak sown in `fixtures/leaky`, by the name of its surface, with what the linter is to say of it. */
const LEAKS: Readonly<Record<string, string>> = {
  enrichContact: 'neverAsks',
  scoreLead: 'neverAsks',
  mergeCompanies: 'notOnEveryPath',
  tagContact: 'notOnEveryPath',
  exportList: 'notAwaited',
  notifyOwner: 'inCallback',
  cleanPhones: 'inCallback',
  assignOwner: 'notOnEveryPath',
  sendQuote: 'swallowed',
  researchAccount: 'resultIgnored',
  draftReply: 'notOnEveryPath',
  summarise: 'notOnEveryPath',
  translate: 'neverAsks',
  planVisit: 'neverAsks',
  classify: 'neverAsks',
  forecast: 'notAwaited',
  insights: 'neverAsks',
  saveInsight: 'workBeforeCheck',
  usageChart: 'freeWithoutReason',
  sheets: 'inCallback',
  importRows: 'inCallback',
  preview: 'notOnEveryPath',
  compare: 'notOnEveryPath',
  contacts: 'noBeforeRun',
  companies: 'refusalKept',
};
const SURFACE_FILES = ['actions', 'tools', 'functions', 'syncs'];

async function declaredSurfaces(app: string): Promise<number> {
  const files = SURFACE_FILES.map((name) => readFile(`${folder(app)}surfaces/${name}.ts`, 'utf8'));
  const text = (await Promise.all(files)).join('\n');
  return [...text.matchAll(/worker\.(action|tool|fn|sync)\(/g)].length;
}

describe('the leak linter on an app of thirty handlers', () => {
  it('finds exactly the leaks that were sown, each for what it is', async () => {
    const findings = await lintFiles(folder('leaky'));
    const found = await Promise.all(
      findings.map(async ({ file, line, messageId }) => {
        const text = await readFile(folder('leaky') + file, 'utf8');
        return [surfaceAt(text, line), messageId] as const;
      }),
    );
    expect(found).toHaveLength(Object.keys(LEAKS).length);
    expect(Object.fromEntries(found)).toEqual(LEAKS);
    expect(await declaredSurfaces('leaky')).toBe(30);
  });

  it('has nothing to say about the twin whose leaks are mended', async () => {
    expect(await lintFiles(folder('clean'))).toEqual([]);
    expect(await declaredSurfaces('clean')).toBe(30);
  });

  it('finds the same with type information', async () => {
    const parserOptions = { project: './tsconfig.json', tsconfigRootDir: folder('.') };
    const found = await lintFiles(folder('leaky'), { parserOptions });
    expect(found).toEqual(await lintFiles(folder('leaky')));
    expect(await lintFiles(folder('clean'), { parserOptions })).toEqual([]);
  });
});

/** The name of the declaration a report points into. */
function surfaceAt(text: string, line: number): string {
  const rest = text
    .split('\n')
    .slice(line - 1)
    .join('\n');
  const into = /^\s*(?:worker\.sync\()?\s*\{ name: 'sheet' \}[\s\S]*?into: '(\w+)'/.exec(rest);
  return into?.[1] ?? /'(\w+)'/.exec(rest)?.[1] ?? '';
}

import { execFileSync, spawnSync } from 'node:child_process';
import { InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from '../../src/billing/export/csv-line.js';
import { readPages } from '../../src/billing/read-pages.js';
import { readEnd } from '../../src/commands/read-end.js';
import { fitTable } from '../../src/terminal/fit-table.js';
import { formatDistance, formatInstant } from '../../src/terminal/format-instant.js';
import { plainText } from '../../src/terminal/plain-text.js';
import { widthOf } from '../../src/terminal/text-width.js';
import { wrapText } from '../../src/terminal/wrap-text.js';
import { runCommand } from '../run-command.js';
import { NOW } from './prepared-answers.js';

const DAY_MS = 86_400_000;

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  'a text that a spreadsheet would run, %j, gets an apostrophe in front',
  (text) => {
    expect(csvLine([text]).replaceAll('"', '')).toMatch(/^'/);
  },
);

test('what CSV gives special meaning is quoted; numbers stay numbers', () => {
  expect(csvLine(['a,b', 'say "hi"', 'two\nlines', ' edge', -3, true, null, ''])).toBe(
    '"a,b","say ""hi""","two\nlines"," edge",-3,true,,\r\n',
  );
});

test('every text survives CSV, but for the apostrophe', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), (texts) => {
      const read = parseCsvLine(csvLine(texts));
      expect(read.map((text, at) => (text === `'${texts[at]}` ? texts[at] : text))).toEqual(texts);
    }),
  );
});

/** RFC 4180, one line. */
function parseCsvLine(line: string): readonly string[] {
  const cells =
    line
      .slice(0, -2)
      .match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/gs)
      ?.slice(0, -1) ?? [];
  const last = line.slice(0, -2).endsWith(',') ? [''] : [];
  const bare = cells.map((cell, at) =>
    at < cells.length - 1 || last.length > 0 ? cell.replace(/,$/, '') : cell,
  );
  return [...bare, ...last].map((cell) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}

test('a table that fits is not touched, one that does not is never wider than it may be while its first column fits', () => {
  const cell = fc.string({ minLength: 1, maxLength: 30 }).filter((text) => /^[a-z ]+$/.test(text));
  const rows = fc.array(fc.tuple(fc.stringMatching(/^[0-9]{8}$/), cell, cell), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(rows, fc.integer({ min: 24, max: 90 }), (all, maxWidth) => {
      const columns = [
        { title: 'id', rank: 0 },
        { title: 'name', rank: 0, minWidth: 6 },
        { title: 'note', rank: 1, minWidth: 6 },
      ];
      for (const line of fitTable({ columns, rows: all }, maxWidth)) {
        expect(widthOf(line)).toBeLessThanOrEqual(maxWidth);
      }
    }),
  );
});

test('wrapped text loses no word and breaks none', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (words) => {
      const lines = wrapText(words.join(' '), { columns: 30, first: '  ', indent: '    ' });
      expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(words);
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(30);
    }),
  );
});

test.each([
  [30_000, 'in 30 seconds'],
  [-3 * 3_600_000, '3 hours ago'],
  [14 * DAY_MS, 'in 14 days'],
  [59 * DAY_MS, 'in 59 days'],
  [90 * DAY_MS, 'in 3 months'],
  [-800 * DAY_MS, '2 years ago'],
  [10, 'now'],
])('an instant %i ms away is "%s"', (distanceMs, words) => {
  expect(formatDistance(NOW + distanceMs, NOW)).toBe(words);
});

test('an instant is told as a date and as a distance', () => {
  expect(formatInstant(NOW + DAY_MS, NOW)).toBe('2026-11-21 09:00 UTC (in 1 day)');
});

test('a day ends when it is over, a number of days counts from now', () => {
  expect(readEnd('2027-06-30').at(NOW)).toBe(Date.UTC(2027, 6, 1));
  expect(readEnd('30d').at(NOW)).toBe(NOW + 30 * DAY_MS);
  for (const text of ['2027-02-30', 'tomorrow', '0d', '30', '2027-6-1', '']) {
    expect(() => readEnd(text)).toThrow(InvalidArgumentError);
  }
});

test('control characters and marks that turn text around do not reach the terminal', () => {
  expect(plainText('a\u001b]0;title\u0007b\u202ec\nd')).toBe('a�]0;title�b�c d');
});

test('pages are read until the last one', async () => {
  const asked: (string | undefined)[] = [];
  const seen: number[] = [];
  const pages = readPages((after) => {
    asked.push(after);
    const at = after === undefined ? 0 : Number(after);
    return Promise.resolve({ entries: [at], next: at < 2 ? String(at + 1) : null });
  });
  for await (const { entries } of pages) seen.push(...entries);
  expect([asked, seen]).toEqual([
    [undefined, '1', '2'],
    [0, 1, 2],
  ]);
});

test.each(['bash', 'zsh', 'fish'])(
  'the completion script of %s names every command and no hidden one',
  async (shell) => {
    const { exitCode, output } = await runCommand('completion', shell);
    expect(exitCode).toBe(0);
    for (const name of ['dev', 'billing', 'explain', 'reconcile', 'plan', 'past_due'])
      expect(output).toContain(name);
    expect(output).not.toMatch(/hs-x complete-names"/);
  },
);

test.each([
  ['hs-x bill', ['billing']],
  ['hs-x billing ex', ['explain', 'export']],
  ['hs-x billing list --sta', ['--status']],
  ['hs-x billing list --status pa', ['past_due', 'paused']],
  ['hs-x billing alerts res', ['resolve']],
  ['hs-x billing explain 512 sync', ['sync.basic', 'sync.bidirectional']],
  ['hs-x billing grant 512 --reason x --plan t', ['team']],
])('in bash, Tab after "%s" offers %j', async (typed, offered) => {
  const { output } = await runCommand('completion', 'bash');
  const answer =
    'hs-x() { case "$2" in plans) printf "free\\nteam\\tx\\n";; features) printf "sync.basic\\nsync.bidirectional\\n";; esac; }';
  const words = typed.split(' ');
  const ask = `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _hs_x; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const shown = execFileSync('bash', ['-c', `${output}\n${answer}\n${ask}`], { encoding: 'utf8' });
  expect(shown.trim().split('\n')).toEqual(offered);
});

test('bash finds no mistake in its script', async () => {
  const { output } = await runCommand('completion', 'bash');
  expect(spawnSync('bash', ['-n'], { input: output, encoding: 'utf8' }).stderr).toBe('');
});

import { NOTES, PLACES, REASONS, SUITES, type CellTests, type Place, type Suite } from './cells.js';

/** A test that was run. */
export interface RunTest {
  /** From the repository's folder. */
  readonly file: string;
  readonly fullName: string;
  readonly hasPassed: boolean;
}

/** The table of what was run, or null when nothing was compared: the tests of one place alone are no matrix. */
export function renderMatrix(tests: readonly RunTest[]): string | null {
  const seen = PLACES.filter((place) => SUITES.some((suite) => testsOf(suite, place, tests).length > 0));
  if (seen.length < 2) return null;
  const rows = SUITES.map((suite) => [suite.title, ...PLACES.map((place) => cellText(suite, place, tests))]);
  const table = [['suite', ...PLACES], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) => row.map((text, column) => text.padEnd(widths?.[column] ?? 0)).join('  '));
  return [...lines, '', ...reasonLines(), ...NOTES.map((note) => `note: ${note}`)].join('\n');
}

function cellText(suite: Suite, place: Place, tests: readonly RunTest[]): string {
  const mark = Object.keys(REASONS).indexOf(place);
  if (suite.on[place] === undefined) return mark < 0 ? 'not tested' : `(${mark + 1})`;
  const ran = testsOf(suite, place, tests);
  const failed = ran.filter(({ hasPassed }) => !hasPassed).length;
  if (ran.length === 0) return 'not run';
  return failed === 0 ? `${ran.length} ok` : `${failed} of ${ran.length} FAILED`;
}

function testsOf(suite: Suite, place: Place, tests: readonly RunTest[]): readonly RunTest[] {
  const wanted = suite.on[place] ?? [];
  return tests.filter((test) => wanted.some((cell) => belongsTo(cell, test)));
}

function belongsTo({ file, name = '' }: CellTests, test: RunTest): boolean {
  return test.file.startsWith(file) && test.fullName.startsWith(name);
}

function reasonLines(): readonly string[] {
  return Object.entries(REASONS).map(([place, reason], at) => `(${at + 1}) ${place}: ${reason}`);
}

import { paint } from '../terminal/paint.js';
import type { DemoStep } from './demo-step.js';
import { PORTALS } from './demo-world.js';
import type { RowFacts } from './row-facts.js';

/** What is known after a step. */
export interface StepResult {
  /** Virtual instant, unix ms. */
  readonly now: number;
  readonly row: RowFacts;
  /** Templates of the mails the portal got. */
  readonly mails: string | null;
  readonly isPassed: boolean;
}

/** The story as a table, printed line by line as it is played. */
export interface StoryTable {
  readonly header: readonly string[];
  readonly line: (step: DemoStep, result: StepResult) => string;
}

const NAMES = [
  'virtual time',
  'portal',
  'what happens',
  'plan',
  'status',
  'source',
  'trial ends',
  'cancels',
  'mails',
];

/** Lines are printed before the last one is known, so the widths come from the story. */
export function storyTable(story: readonly DemoStep[]): StoryTable {
  const portalWidth = Math.max(...Object.values(PORTALS).map(({ name }) => name.length));
  const titleWidth = Math.max(...story.map(({ title }) => title.length));
  const widths = [16, portalWidth, titleWidth, 8, 9, 8, 10, 10, 5];
  const format = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return {
    header: [
      paint('strong', `  ${format(NAMES)}`),
      `  ${widths.map((width) => '─'.repeat(width)).join('  ')}`,
    ],
    line: ({ portal, title }, { now, row, mails, isPassed }) => {
      const mark = isPassed ? paint('good', '✓') : paint('bad', '✗');
      const time = new Date(now).toISOString().slice(0, 16).replace('T', ' ');
      const fields = [row.plan, row.status, row.source, row.trialEnds, row.cancels, mails].map(
        (field) => field ?? '—',
      );
      return `${mark} ${format([time, portal.name, title, ...fields])}`;
    },
  };
}

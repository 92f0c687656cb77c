import { createLogger } from '@hs-x/sdk';
import { startDev } from '../dev/start-dev.js';
import type { StartedDev } from '../dev/started-dev.js';
import { paint } from '../terminal/paint.js';
import { mismatches, type DemoStep, type Facts, type Mismatch } from './demo-step.js';
import { createDemoWorld, type DemoWorld } from './demo-world.js';
import { createMailReader, type MailReader } from './mail-facts.js';
import { rowFacts, type RowFacts } from './row-facts.js';
import { storyTable } from './story-table.js';
import { createStory } from './story.js';

/** How a demo went. */
export interface DemoReport {
  readonly steps: number;
  readonly hasPassed: boolean;
  readonly durationMs: number;
}

/** What to play. */
export interface DemoOptions {
  readonly folder: string;
  readonly print: (line: string) => void;
  /** Gets the app's log lines. Default: nobody does. */
  readonly logger?: ReturnType<typeof createLogger>;
}

const START_AT = Date.UTC(2026, 10, 20, 9, 0, 0);

/** Plays the story on a frozen clock and a database of its own; stops at the first step that does not end as it must. */
export async function runDemo(options: DemoOptions): Promise<DemoReport> {
  const startedAt = performance.now();
  const { folder, logger } = options;
  const dev = await startDev({
    folder,
    port: 0,
    consolePort: null,
    clock: 'frozen',
    startAt: START_AT,
    seed: 1,
    isTemporary: true,
    ...(logger ? { logger } : {}),
  });
  try {
    const steps = await play(dev, options.print);
    return { ...steps, durationMs: performance.now() - startedAt };
  } finally {
    await dev.stop();
  }
}

async function play(dev: StartedDev, print: DemoOptions['print']): Promise<Omit<DemoReport, 'durationMs'>> {
  const world = createDemoWorld(dev);
  const story = createStory(world.plans, dev.now());
  const table = storyTable(story);
  const mails = createMailReader(dev);
  for (const line of table.header) print(line);
  for (const [at, step] of story.entries()) {
    const { facts, row, failed } = await playStep(world, step, mails);
    const told = typeof facts.mails === 'string' ? facts.mails : null;
    print(table.line(step, { now: dev.now(), row, mails: told, isPassed: failed.length === 0 }));
    if (failed.length === 0) continue;
    for (const line of failed.map(explain)) print(line);
    if (facts.failure !== undefined) print(`  ${String(facts.failure)}`);
    return { steps: at + 1, hasPassed: false };
  }
  return { steps: story.length, hasPassed: true };
}

async function playStep(
  world: DemoWorld,
  step: DemoStep,
  mails: MailReader,
): Promise<{ readonly facts: Facts; readonly row: RowFacts; readonly failed: readonly Mismatch[] }> {
  const seen = await step.run(world).catch((error: unknown): Facts => ({ failure: String(error) }));
  await world.dev.tick();
  const facts: Facts = { ...seen, mails: await mails.newFor(step.portal), unread: mails.unread() };
  const row = await rowFacts(world.dev, step.portal);
  return { facts, row, failed: mismatches(step.expect, { ...facts, ...row }) };
}

function explain({ fact, expected, seen }: Mismatch): string {
  return paint(
    'bad',
    `  ${fact}: expected ${JSON.stringify(expected)}, seen ${JSON.stringify(seen ?? null)}`,
  );
}

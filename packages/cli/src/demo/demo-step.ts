import type { DemoPortal, DemoWorld } from './demo-world.js';

/** Facts by name: what a step saw, or must see. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** One step of the story, as data. */
export interface DemoStep {
  /** What happens, past tense-free and short enough for a table. */
  readonly title: string;
  /** Whose row is shown after it. */
  readonly portal: DemoPortal;
  /** Does it; answers facts besides the row. */
  readonly run: (world: DemoWorld) => Promise<Facts>;
  /** What the row (`plan`, `status`, `source`, `trialEnds`, `cancels`) and the facts must be; facts left out do not matter. */
  readonly expect: Facts;
}

/** A fact that is not what it must be. */
export interface Mismatch {
  readonly fact: string;
  readonly expected: Facts[string];
  readonly seen: Facts[string] | undefined;
}

/** Every expected fact that was seen differently. */
export function mismatches(expected: Facts, seen: Facts): readonly Mismatch[] {
  return Object.entries(expected)
    .filter(([fact, value]) => seen[fact] !== value)
    .map(([fact, value]) => ({ fact, expected: value, seen: seen[fact] }));
}

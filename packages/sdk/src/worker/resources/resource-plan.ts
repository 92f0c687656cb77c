/**
 * What a change of plan does to the things a plan limits, as a plan first: the oldest instances stay, the rest is paused; a later upgrade
 * resumes exactly what a downgrade paused and nothing a person did. Pure, so that it can be shown before it is done.
 */
import type { ResourceInstance } from '../worker-definition.js';

/** A limited kind of thing with its instances and how many the plan allows; -1: any number. */
export interface LimitedResource {
  readonly limit: string;
  readonly allowed: number;
  readonly instances: readonly ResourceInstance[];
}

/** One thing to do, and why. */
export interface ResourceStep {
  readonly limit: string;
  readonly id: string;
  readonly action: 'pause' | 'resume';
  readonly why: string;
}

/** The reason HS-X pauses with. */
export const DOWNGRADE = 'downgrade';

/** What has to be paused or resumed so that the plan's limit holds and nothing is paused that it allows. */
export function planResources(resources: readonly LimitedResource[]): readonly ResourceStep[] {
  return resources.flatMap(planResource);
}

/**
 * What an upgrade has to resume: as much of what a downgrade paused as the plan has room for beside what runs already. It pauses nothing, not
 * even where somebody has added more meanwhile than the plan allows.
 */
export function planResumptions(resources: readonly LimitedResource[]): readonly ResourceStep[] {
  return resources.flatMap(({ limit, allowed, instances }) => {
    const running = instances.filter((each) => !each.isPaused).length;
    const room = allowed === -1 ? Number.POSITIVE_INFINITY : Math.max(0, allowed - running);
    return oldestFirst(instances)
      .filter((each) => each.isPaused && each.pausedReason === DOWNGRADE)
      .slice(0, room)
      .map(({ id }) => resumption(limit, id));
  });
}

function planResource({ limit, allowed, instances }: LimitedResource): readonly ResourceStep[] {
  const ours = oldestFirst(instances).filter((each) => !each.isPaused || each.pausedReason === DOWNGRADE);
  const kept = allowed === -1 ? ours : ours.slice(0, allowed);
  const rest = ours.slice(kept.length);
  return [
    ...rest
      .filter((each) => !each.isPaused)
      .map(({ id }) => ({ limit, id, action: 'pause' as const, why: `the plan allows ${allowed} ${limit}` })),
    ...kept.filter((each) => each.isPaused).map(({ id }) => resumption(limit, id)),
  ];
}

function oldestFirst(instances: readonly ResourceInstance[]): readonly ResourceInstance[] {
  return [...instances].sort(
    (left, right) => left.createdAt - right.createdAt || (left.id < right.id ? -1 : 1),
  );
}

function resumption(limit: string, id: string): ResourceStep {
  return { limit, id, action: 'resume', why: 'the plan allows it again' };
}

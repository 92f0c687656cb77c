import { describe, expect, it } from 'vitest';
import { planResources } from '../../../src/worker/resources/resource-plan.js';
import type { ResourceInstance } from '../../../src/worker/worker-definition.js';

/** `3` runs since instant 3, `3d` was paused by a downgrade, `3p` by a person. */
function instance(text: string): ResourceInstance {
  const reason = { d: 'downgrade', p: 'holiday' }[text.slice(-1)] ?? null;
  return { id: text, createdAt: Number.parseInt(text, 10), isPaused: reason !== null, pausedReason: reason };
}

function stepsOf(allowed: number, instances: readonly string[]): readonly string[] {
  const resource = { limit: 'syncs', allowed, instances: instances.map(instance) };
  return planResources([resource]).map(({ action, id }) => `${action} ${id}`);
}

describe('the plan of a change', () => {
  it.each([
    ['pauses all but the oldest', 1, ['3', '1', '2'], ['pause 2', 'pause 3']],
    ['pauses everything when nothing is allowed', 0, ['1', '2'], ['pause 1', 'pause 2']],
    ['resumes what a downgrade paused, the oldest first', 2, ['1', '3d', '2d'], ['resume 2d']],
    ['resumes all of it without a limit', -1, ['1', '2d', '3d'], ['resume 2d', 'resume 3d']],
    ['neither counts nor touches what a person paused', 1, ['1p', '2', '3'], ['pause 3']],
    ['resumes nothing a person paused', -1, ['1p', '2p'], []],
    ['keeps the older of two also when the younger one runs', 1, ['1d', '2'], ['pause 2', 'resume 1d']],
    ['does nothing where the limit holds', 3, ['1', '2', '3p'], []],
  ])('%s', (_rule, allowed, instances, steps) => {
    expect(stepsOf(allowed, instances)).toEqual(steps);
  });

  it('says why', () => {
    const resource = { limit: 'syncs', allowed: 0, instances: [instance('1')] };
    expect(planResources([resource])).toEqual([
      { limit: 'syncs', id: '1', action: 'pause', why: 'the plan allows 0 syncs' },
    ]);
  });
});

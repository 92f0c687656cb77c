/** Given/when/then for `decide`: what was, what happened, at which instant. */
import type { Account } from '../../src/billing/account.js';
import { decide } from '../../src/billing/decide/index.js';
import type { Decision } from '../../src/billing/decision.js';
import type { Input } from '../../src/billing/input.js';
import type { ObservedCustomer } from '../../src/billing/observation.js';
import type { Rules } from '../../src/billing/rules.js';
import { buildRules } from '../../src/testing/index.js';

/** 2026-11-20, nine o'clock: the present of most cases. */
export const NOW = Date.UTC(2026, 10, 20, 9, 0, 0);

/** What follows from the input. */
export function when(account: Account, input: Input, more: { rules?: Rules; now?: number } = {}): Decision {
  return decide(account, input, more.rules ?? buildRules(), more.now ?? NOW);
}

/** What follows from several inputs, one after the other, at the same instant. */
export function whenAll(
  account: Account,
  inputs: readonly Input[],
  more: { rules?: Rules; now?: number } = {},
): Account {
  return inputs.reduce((before, input) => when(before, input, more).account, account);
}

/** The input of an observation. */
export function observed(customer: ObservedCustomer): Input {
  return { kind: 'customerObserved', observed: customer };
}

/**
 * Load, decide, commit: the only way an account changes. The input is made between load and commit, so that a provider read falls
 * inside the version guard; a conflict, or a trial that another portal claimed in between, loads, reads and decides again.
 */
import { HsxError } from '../../kernel/hsx-error.js';
import type { AccountKey } from '../../kernel/ids.js';
import type { Account } from '../account.js';
import { keyText, type BillingEngine } from '../billing-engine.js';
import { decide } from '../decide/index.js';
import type { Input } from '../input.js';
import type { LoadedAccount } from '../ports/billing-store.js';
import { changedClaims } from '../trial-claims.js';
import { withTrialCheck, type TrialEngine } from './check-trial.js';

/** How often a commit is tried before the conflict is reported. */
const MAX_ATTEMPTS = 12;

/** Makes the input from the account as it was just read; null: nothing to do. */
export type InputMaker = (loaded: LoadedAccount) => Promise<Input | null> | Input | null;

/** What a transaction needs of the engine. */
export type TransactEngine = TrialEngine & Pick<BillingEngine, 'store' | 'logger'>;

/** What a transaction has made true. */
export interface Transacted {
  readonly account: Account;
  /** The stored webhooks it has closed; none when there was nothing to do. */
  readonly closedEventIds: readonly string[];
}

/** Carries an input out and returns the account after it. Throws CONFLICT when others keep winning or a customer is taken. */
export async function transact(
  engine: TransactEngine,
  key: AccountKey,
  makeInput: InputMaker,
): Promise<Account> {
  return (await transactClosing(engine, key, makeInput)).account;
}

/** The same, and tells which events it has closed. */
export async function transactClosing(
  engine: TransactEngine,
  key: AccountKey,
  makeInput: InputMaker,
): Promise<Transacted> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const loaded = await engine.store.load(key);
    const made = await makeInput(loaded);
    if (made === null) return { account: loaded.account, closedEventIds: [] };
    const input = await withTrialCheck(engine, loaded.account, made);
    const now = engine.clock.now();
    const decision = decide(loaded.account, input, engine.rules, now);
    const closedEventIds = closedBy(input, loaded);
    const result = await engine.store.commit({
      ...decision,
      expectedVersion: loaded.version,
      closedEventIds,
      trialClaims: changedClaims(loaded.account, decision.account),
      isCustomerKept: loaded.account.customer?.customerId === decision.account.customer?.customerId,
      releasedCustomerIds: [],
      now,
    });
    if (result === 'committed') return { account: decision.account, closedEventIds };
    if (result === 'customerTaken') throw customerTaken(key);
    engine.logger.log('debug', 'commit conflict', {
      account: keyText(key),
      input: input.kind,
      result,
      attempt,
    });
  }
  throw new HsxError({
    code: 'CONFLICT',
    message: `Account ${keyText(key)} was changed by others ${MAX_ATTEMPTS} times in a row; nothing was written.`,
    hint: 'Try again in a moment.',
  });
}

/** The stored webhooks an input has taken into account; the history names the last of them. */
function closedBy(input: Input, { openEventIds }: LoadedAccount): readonly string[] {
  if (input.kind === 'partnerGrantChanged') return [input.eventId];
  return input.kind === 'customerObserved' ? openEventIds : [];
}

/** The refusal of a commit whose customer another portal has. */
export function customerTaken(key: AccountKey): HsxError {
  return new HsxError({
    code: 'CONFLICT',
    message: `The provider's customer is mapped to another portal than ${key.portalId}; nothing was written.`,
    hint: 'Use `hs-x billing transfer` to move a subscription between portals.',
  });
}

/**
 * A customer changes portals; HubSpot merges none itself. One commit moves customer, subscription and trial from one account to the
 * other, so that at no moment both of them, or neither, are entitled. At the provider nothing moves: the customer stays who it is.
 */
import { HsxError } from '../../kernel/hsx-error.js';
import type { PortalId } from '../../kernel/ids.js';
import { mayStartCheckout } from '../access.js';
import type { Account } from '../account.js';
import { accountKey, type BillingEngine } from '../billing-engine.js';
import { decide } from '../decide/index.js';
import type { Input } from '../input.js';
import type { AccountChange, LoadedAccount } from '../ports/billing-store.js';
import { changedClaims } from '../trial-claims.js';
import { performIntents } from './perform-intents.js';

/** Whose subscription goes where, and who says so. */
export interface TransferWish {
  readonly from: PortalId;
  readonly to: PortalId;
  /** For both accounts' histories, such as "operator". */
  readonly actor: string;
}

/** How often a commit is tried before the conflict is reported. */
const MAX_ATTEMPTS = 12;

/**
 * Moves the live subscription and returns the account that has it now. Throws REQUEST_INVALID when there is nothing to move or no room
 * for it, PROVIDER_UNAVAILABLE while writes of either portal wait for the provider, CONFLICT when others keep winning.
 */
export async function transferSubscription(engine: BillingEngine, wish: TransferWish): Promise<Account> {
  const fromKey = accountKey(engine, wish.from);
  const toKey = accountKey(engine, wish.to);
  await performIntents(engine, fromKey);
  await performIntents(engine, toKey);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const from = await engine.store.load(fromKey);
    const to = await engine.store.load(toKey);
    refuseImpossible(engine, from.account, to.account);
    const given = changeOf(engine, from, {
      kind: 'subscriptionGiven',
      toPortalId: wish.to,
      actor: wish.actor,
    });
    const taken = changeOf(engine, to, { kind: 'subscriptionTaken', from: from.account, actor: wish.actor });
    if ((await engine.store.commit(given, taken)) === 'committed') return await performIntents(engine, toKey);
  }
  throw new HsxError({
    code: 'CONFLICT',
    message: `Portal ${wish.from} or ${wish.to} was changed by others ${MAX_ATTEMPTS} times in a row; nothing was moved.`,
    hint: 'Try again in a moment.',
  });
}

function changeOf(engine: BillingEngine, loaded: LoadedAccount, input: Input): AccountChange {
  const now = engine.clock.now();
  const before = loaded.account;
  const decision = decide(before, input, engine.rules, now);
  const leaving = input.kind === 'subscriptionGiven' ? before.customer?.customerId : undefined;
  return {
    ...decision,
    expectedVersion: loaded.version,
    closedEventIds: [],
    trialClaims: changedClaims(before, decision.account),
    isCustomerKept: false,
    releasedCustomerIds: leaving === undefined ? [] : [leaving],
    now,
  };
}

function refuseImpossible({ rules }: BillingEngine, from: Account, to: Account): void {
  const [giver, taker] = [from.key.portalId, to.key.portalId];
  if (rules.isHandWired) throw refused('The app writes its rows itself, so that they are its own to move.');
  if (giver === taker) throw refused(`Portal ${giver} cannot be given its own subscription.`);
  if (!from.customer || mayStartCheckout(from)) {
    throw refused(`Portal ${giver} has no live subscription that could be moved.`);
  }
  if (to.install?.uninstalledAt !== null) {
    throw refused(`The app is not installed in portal ${taker}.`, 'Install it there first.');
  }
  if (!mayStartCheckout(to)) {
    throw refused(`Portal ${taker} has a live subscription itself.`, 'Cancel one of the two first.');
  }
  if (from.intents.length > 0) {
    throw new HsxError({
      code: 'PROVIDER_UNAVAILABLE',
      message: `Provider writes of portal ${giver} are still to be done; nothing was moved.`,
      hint: 'Try again when the payment provider answers.',
    });
  }
}

function refused(message: string, hint = 'Name the portals the other way round, or others.'): HsxError {
  return new HsxError({ code: 'REQUEST_INVALID', message, hint });
}

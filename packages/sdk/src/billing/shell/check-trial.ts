/**
 * Asks the ledger of trials before an input is decided that may reserve or consume one. It is asked between load and commit, and the
 * commit refuses what somebody else has claimed in between: two portals of one admin race, and one of them gets the trial.
 */
import type { Account } from '../account.js';
import type { BillingEngine } from '../billing-engine.js';
import type { CheckoutWished, CustomerObserved, Input, TrialCheck } from '../input.js';
import { isTrialCounted, isTrialFree } from '../trial-claims.js';
import { trialDaysFor } from '../trial.js';
import { claimText, identitiesOf, isOfKind, type TrialIdentity } from '../trial-identities.js';

/** What the checks need of the engine. */
export type TrialEngine = Pick<BillingEngine, 'scope' | 'rules' | 'trialLedger' | 'hashIdentity' | 'clock'>;

/** The input with what the ledger knows, where it matters; trials of a hand-wired app are the author's affair. Throws STORE_UNAVAILABLE. */
export async function withTrialCheck(engine: TrialEngine, account: Account, input: Input): Promise<Input> {
  if (engine.rules.isHandWired) return input;
  if (input.kind === 'checkoutWished') return wishWithCheck(engine, account, input);
  if (input.kind === 'customerObserved') return observationWithCheck(engine, account, input);
  return input;
}

/** Days of trial the portal is offered now: the plan page must promise what the checkout keeps. Throws STORE_UNAVAILABLE. */
export async function offeredTrialDays(engine: TrialEngine, account: Account): Promise<number> {
  const days = trialDaysFor(account, engine.rules);
  if (days === 0 || !isTrialCounted(account, engine.clock.now())) return days;
  return isTrialFree(await check(engine, account, identitiesOf(account))) ? days : 0;
}

async function wishWithCheck(engine: TrialEngine, account: Account, wish: CheckoutWished): Promise<Input> {
  if (trialDaysFor(account, engine.rules) === 0) return wish;
  if (!isTrialCounted(account, engine.clock.now())) return wish;
  return { ...wish, trialCheck: await check(engine, account, identitiesOf(account)) };
}

/**
 * What was reserved already is not looked up again, so that an address changed during a trial changes nothing; the card is, because
 * it becomes known only now and may be replaced by one that was seen elsewhere.
 */
async function observationWithCheck(
  engine: TrialEngine,
  account: Account,
  input: CustomerObserved,
): Promise<Input> {
  const { observed } = input;
  if (!isTrialNews(account, input) || !isTrialCounted(account, engine.clock.now())) return input;
  const own = identitiesOf(account).filter(
    ({ kind }) => !account.trialClaims.some((claim) => isOfKind(claim, kind)),
  );
  const card = observed.cardFingerprint;
  const identities = card === null ? own : [...own, { kind: 'card', value: card } as const];
  return identities.length === 0 ? input : { ...input, trialCheck: await check(engine, account, identities) };
}

/** A trial that runs, or one that was over before we ever saw it. */
function isTrialNews(account: Account, { observed }: CustomerObserved): boolean {
  if (account.customer?.customerId !== observed.customerId) return false;
  const trials = observed.subscriptions.filter(({ trialEndsAt }) => trialEndsAt !== null);
  return trials.some(({ status }) => status === 'trialing' || account.trial?.state !== 'consumed');
}

async function check(
  engine: TrialEngine,
  account: Account,
  wanted: readonly TrialIdentity[],
): Promise<TrialCheck> {
  const hashed = await Promise.all(
    wanted.map(async ({ kind, value }) =>
      (await engine.hashIdentity(`${kind}:${value}`)).map((hash) => claimText(kind, hash)),
    ),
  );
  const identities = hashed.flat();
  const unknown = identities.filter((identity) => !account.trialClaims.includes(identity));
  const holders = unknown.length === 0 ? [] : await engine.trialLedger.holders(engine.scope, unknown);
  const others = holders.filter(({ portalId }) => portalId !== account.key.portalId);
  return { identities, takenElsewhere: others.map(({ identity }) => identity) };
}

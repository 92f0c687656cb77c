/** Everything that could entitle the portal, the one that does first, each with the reason it wins or does not. */
import type { ExplainedSource } from '../../contract/admin/explanation.js';
import type { Grant, KnownSubscription } from '../account.js';
import { grantInForce, isGrantLive } from '../entitlement-row.js';
import { isLive } from '../subscription-choice.js';
import type { ExplainWish } from './explain-wish.js';
import { instantText } from './instant-text.js';

/** The sources of access, the winning one first. */
export function explainSources(wish: ExplainWish): readonly ExplainedSource[] {
  const { account } = wish;
  if (wish.rules.isHandWired) return byHand(wish);
  const sources = [
    ...(account.subscription ? [subscriptionSource(wish, account.subscription)] : []),
    ...account.grants.map((grant) => grantSource(wish, grant)),
    ...(account.install ? [installSource(wish)] : []),
  ];
  return [...sources.filter((source) => source.isWinning), ...sources.filter((source) => !source.isWinning)];
}

function byHand({ account }: ExplainWish): readonly ExplainedSource[] {
  const row = account.handWrittenRow;
  if (row === null) return [];
  const why = 'The app writes its rows itself; the last one written counts.';
  return [{ kind: 'byHand', id: null, source: row.source, plan: row.plan, isWinning: true, why }];
}

function subscriptionSource(wish: ExplainWish, subscription: KnownSubscription): ExplainedSource {
  const { entitlement: row } = wish.account;
  const { subscriptionId, provider, plan } = subscription;
  const isWinning = row?.subscriptionId === subscriptionId && row.source === provider;
  const why = whySubscription(wish, subscription, isWinning);
  return { kind: 'subscription', id: subscriptionId, source: provider, plan, isWinning, why };
}

function whySubscription(wish: ExplainWish, subscription: KnownSubscription, isWinning: boolean): string {
  const { providerStatus, plan } = subscription;
  if (!isWinning) {
    const granted = wish.account.entitlement?.plan ?? 'another plan';
    return isLive(subscription) && rankOf(wish, plan) < rankOf(wish, granted)
      ? `It is ${providerStatus} on plan ${plan ?? 'unknown'}, which ranks below ${granted}.`
      : `It is ${providerStatus} and something else gives access.`;
  }
  return hasLiveGrant(wish)
    ? 'It ranks at least as high as every live grant.'
    : `It is ${providerStatus}, and nothing else could entitle the portal.`;
}

function grantSource(wish: ExplainWish, grant: Grant): ExplainedSource {
  const { entitlement: row } = wish.account;
  const { grantId, source, plan, until } = grant;
  const inForce = grantInForce(wish.account, wish.rules, wish.now);
  const isWinning = row?.source === source && row.plan === plan && inForce === grant;
  const end = until === null ? 'without an end' : `until ${instantText(until)}`;
  const why = isWinning
    ? `It is live ${end} and nothing ranks above it.`
    : isGrantLive(grant, wish.now)
      ? `It is live ${end}, but plan ${plan} does not rank above ${row?.plan ?? 'the plan in force'}.`
      : endOf(grant);
  return { kind: 'grant', id: grantId, source, plan, isWinning, why: `${tellerOf(grant)}${why}` };
}

/** A partner looks its grant up under its own id. */
function tellerOf({ partner }: Grant): string {
  return partner ? `Partner ${partner.name} told of it as ${partner.grantId}. ` : '';
}

function endOf({ revokedAt, until }: Grant): string {
  if (revokedAt !== undefined) return `It was taken back ${instantText(revokedAt)}.`;
  return `It ended ${instantText(until ?? 0)}.`;
}

function installSource({ account, rules }: ExplainWish): ExplainedSource {
  const isWinning = account.entitlement?.source === 'none';
  const why = isWinning
    ? 'The app is installed and nobody has paid for more.'
    : 'Something ranks above what every installed portal has.';
  const plan = rules.plans.freePlan?.name ?? null;
  return { kind: 'install', id: null, source: 'none', plan, isWinning, why };
}

function hasLiveGrant({ account, now }: ExplainWish): boolean {
  return account.grants.some((grant) => isGrantLive(grant, now));
}

function rankOf({ rules }: ExplainWish, plan: string | null): number {
  return plan === null ? -1 : (rules.plans.named(plan)?.rank ?? -1);
}

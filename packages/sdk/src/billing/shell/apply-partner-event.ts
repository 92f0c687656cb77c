/**
 * Makes a stored webhook of a partner true. What cannot be followed (a plan that is not in `hs-x.toml`, a malformed message) is kept as a dead letter
 * with an alert; `hs-x billing replay` runs it again once the cause is mended, and news that came meanwhile is not undone by it.
 */
import { HsxError } from '../../kernel/hsx-error.js';
import { accountKey, type BillingEngine } from '../billing-engine.js';
import { isKnownAlready } from '../decide/partner-grant-changed.js';
import type { PartnerGrantChanged } from '../input.js';
import type { ClaimedEvent } from '../ports/inbox.js';
import type { PartnerMessage, PartnerNews } from '../ports/partner-provider.js';
import { openStoredPayload } from './store-event.js';
import { transact } from './transact.js';

/** What the types of partners' events begin with in the inbox. */
export const PARTNER_EVENT_PREFIX = 'partner.';
/** The code of the alert that a partner's news could not be followed. */
export const PARTNER_GRANT_REFUSED = 'partner_grant_refused';

/** Whether a partner sent it. */
export function isPartnerEvent({ type }: ClaimedEvent): boolean {
  return type.startsWith(PARTNER_EVENT_PREFIX);
}

/** Decides and commits what the event says, once however often it is run. Throws CONFLICT, ENVIRONMENT_INVALID or STORE_UNAVAILABLE. */
export async function applyPartnerEvent(engine: BillingEngine, event: ClaimedEvent): Promise<void> {
  const message = await openMessage(engine, event);
  const news = engine.partners.decode(message);
  const refusal = refusalOf(engine, message, news);
  if (refusal !== null) return refuse(engine, event, { ...refusal, partner: message.partner });
  if (news.kind === 'grantChanged') {
    const input = inputOf(engine, message, { ...news, eventId: event.eventId });
    await transact(engine, accountKey(engine, news.portalId), ({ account }) =>
      isKnownAlready(account, input) ? null : input,
    );
  }
  await engine.inbox.settle(engine.scope, event, { kind: 'handled' });
}

type GrantNews = Extract<PartnerNews, { kind: 'grantChanged' }>;

/** The free plan is what every portal has: a grant of it is none, and nobody counts as having paid for it. */
function inputOf(
  { rules }: BillingEngine,
  { partner }: PartnerMessage,
  { grantId, toldAt, reason, terms, eventId }: GrantNews & { readonly eventId: string },
): PartnerGrantChanged {
  const isFree = terms !== null && terms.plan === rules.plans.freePlan?.name;
  const kind = 'partnerGrantChanged';
  return { kind, partner, grantId, toldAt, reason, terms: isFree ? null : terms, eventId };
}

/** Why the news cannot be followed, and what tells this cause from others; null: it can. */
function refusalOf(
  { rules }: BillingEngine,
  { partner }: PartnerMessage,
  news: PartnerNews,
): { readonly cause: string; readonly message: string } | null {
  if (news.kind === 'ignored') return null;
  if (news.kind === 'unreadable') {
    return {
      cause: 'unreadable',
      message: `A webhook of partner ${partner} could not be understood: ${news.problem}. Nothing was changed; ask the partner to send it anew, corrected.`,
    };
  }
  const { portalId, grantId, terms } = news;
  if (rules.isHandWired) {
    return {
      cause: 'hand-wired',
      message: `Partner ${partner} told of grant ${grantId} for portal ${portalId}, but this app writes its entitlement rows itself: nothing was changed. Use billing() in the worker.`,
    };
  }
  if (terms === null || rules.plans.named(terms.plan) !== null) return null;
  return {
    cause: `plan:${terms.plan}`,
    message: `Partner ${partner} sold plan "${terms.plan}" to portal ${portalId} (grant ${grantId}), but hs-x.toml has no such plan: nothing was changed. Add the plan, then run \`hs-x billing replay --dead\`; or ask the partner to correct it.`,
  };
}

/** The same cause again is the same alert, counted: a partner that goes on sending it floods nobody. */
async function refuse(
  engine: BillingEngine,
  event: ClaimedEvent,
  refusal: { readonly partner: string; readonly cause: string; readonly message: string },
): Promise<void> {
  const { partner, cause, message } = refusal;
  const effect = {
    kind: 'raiseAlert',
    key: `partner-grant:${partner}:${cause}`,
    alert: PARTNER_GRANT_REFUSED,
    message,
    details: { eventId: event.eventId },
  } as const;
  const { scope, outbox, inbox, clock } = engine;
  await outbox.add(scope, { portalId: null, effect, now: clock.now() });
  await inbox.settle(scope, event, { kind: 'dead', reason: cause });
}

async function openMessage(engine: BillingEngine, event: ClaimedEvent): Promise<PartnerMessage> {
  const payload = await openStoredPayload(engine, event);
  if (payload !== null) return payload as PartnerMessage;
  throw new HsxError({
    code: 'ENVIRONMENT_INVALID',
    message: `The stored body of webhook ${event.eventId} does not open with any key of HSX_SECRET; nothing was changed.`,
    hint: 'When the secret was changed, add the former one to HSX_SECRET after a comma. Bodies older than 30 days are gone.',
  });
}

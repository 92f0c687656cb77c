/**
 * Checks what the server answered before anything is drawn from it. Without its core (row, time, features, links) an
 * answer is no snapshot; a field missing besides is read as "nothing", so that a card and a server of different
 * versions still understand each other.
 */
import type {
  BillingLinks,
  BillingSnapshot,
  BillingSource,
  BillingStatus,
  LimitUsage,
  SnapshotPlan,
} from './billing-snapshot.js';
import { fieldsOf, listOf, numberOf, textOf, textsOf, webAddressOf } from './fields.js';

const STATUSES: readonly string[] = ['active', 'trialing', 'past_due', 'canceled', 'paused'];
const SOURCES: readonly string[] = [
  'stripe',
  'paddle',
  'lemonsqueezy',
  'platform',
  'invoice',
  'partner',
  'reviewer',
  'none',
];

/** The snapshot in an answer, or null when the answer is none. */
export function readSnapshot(answer: unknown): BillingSnapshot | null {
  const fields = fieldsOf(answer);
  const now = numberOf(fields.now);
  const links = readLinks(fields.links);
  const isWhole = typeof fields.isReady === 'boolean' && typeof fields.hasAccess === 'boolean';
  if (now === null || links === null || !isWhole || !Array.isArray(fields.features)) return null;
  return {
    isReady: fields.isReady === true,
    hasAccess: fields.hasAccess === true,
    plan: readPlan(fields.plan),
    status: readStatus(fields.status),
    source: readSource(fields.source),
    trialEndsAt: numberOf(fields.trialEndsAt),
    cancelAt: numberOf(fields.cancelAt),
    graceEndsAt: numberOf(fields.graceEndsAt),
    justUpgradedUntil: numberOf(fields.justUpgradedUntil),
    now,
    features: textsOf(fields.features),
    usage: listOf(fields.usage)
      .map(readUsage)
      .filter((usage) => usage !== null),
    plans: listOf(fields.plans)
      .map(readPlan)
      .filter((plan) => plan !== null),
    links,
  };
}

/** A billing state as the server names it; `unknown` for a name this version does not have. */
export function readStatus(value: unknown): BillingStatus | null {
  const name = textOf(value);
  if (name === null) return null;
  return STATUSES.includes(name) ? (name as BillingStatus) : 'unknown';
}

function readSource(value: unknown): BillingSource {
  const name = textOf(value) ?? 'none';
  return SOURCES.includes(name) ? (name as BillingSource) : 'unknown';
}

function readLinks(value: unknown): BillingLinks | null {
  const fields = fieldsOf(value);
  const upgradeUrl = webAddressOf(fields.upgradeUrl);
  return upgradeUrl === null ? null : { upgradeUrl, manageUrl: webAddressOf(fields.manageUrl) };
}

function readPlan(value: unknown): SnapshotPlan | null {
  const fields = fieldsOf(value);
  const name = textOf(fields.name);
  if (name === null) return null;
  return {
    name,
    title: textOf(fields.title) ?? name,
    isFree: fields.isFree === true,
    features: textsOf(fields.features),
  };
}

/** How much of a limit is used, or null when the value does not say. */
export function readUsage(value: unknown): LimitUsage | null {
  const fields = fieldsOf(value);
  const limit = textOf(fields.limit);
  const allowed = numberOf(fields.allowed);
  if (limit === null || allowed === null) return null;
  return { limit, allowed, used: numberOf(fields.used), resetsAt: numberOf(fields.resetsAt) };
}

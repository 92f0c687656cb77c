import type { BillingSnapshot, SnapshotPlan } from '../../src/index.js';

export const DAY_MS = 86_400_000;
export const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);

export const FREE: SnapshotPlan = {
  name: 'free',
  title: 'Free',
  isFree: true,
  features: ['sync.basic', 'card.read'],
};
export const TEAM: SnapshotPlan = {
  name: 'team',
  title: 'Team',
  isFree: false,
  features: ['sync.basic', 'card.read', 'card.edit'],
};
export const SCALE: SnapshotPlan = { name: 'scale', title: 'Scale', isFree: false, features: ['*'] };

export const UPGRADE_URL = 'https://app.example.com/billing/portal?token=upgrade';
export const MANAGE_URL = 'https://app.example.com/billing/portal?token=manage';

/** A portal right after its installation: the free plan, no clock, never paid. */
export function buildSnapshot(change: Partial<BillingSnapshot> = {}): BillingSnapshot {
  return {
    isReady: true,
    hasAccess: true,
    plan: FREE,
    status: 'trialing',
    source: 'none',
    trialEndsAt: null,
    cancelAt: null,
    graceEndsAt: null,
    justUpgradedUntil: null,
    now: NOW,
    features: FREE.features,
    usage: [],
    plans: [FREE, TEAM, SCALE],
    links: { upgradeUrl: UPGRADE_URL, manageUrl: null },
    ...change,
  };
}

/** A portal that pays for the team plan. */
export function buildPaid(change: Partial<BillingSnapshot> = {}): BillingSnapshot {
  return buildSnapshot({
    plan: TEAM,
    status: 'active',
    source: 'stripe',
    features: TEAM.features,
    links: { upgradeUrl: UPGRADE_URL, manageUrl: MANAGE_URL },
    ...change,
  });
}

/** A portal whose row gives nothing any more. */
export function buildDenied(change: Partial<BillingSnapshot>): BillingSnapshot {
  return buildPaid({ hasAccess: false, features: [], ...change });
}

/** No row yet. */
export const NO_ROW: BillingSnapshot = buildSnapshot({
  isReady: false,
  hasAccess: false,
  plan: null,
  status: null,
  features: [],
});

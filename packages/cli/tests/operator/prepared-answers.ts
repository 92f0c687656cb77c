/** Answers of an app as the admin port gives them: what the views draw. */
import type { AlertEntry, ErasureReceipt, Explanation, PortalDetails, PortalSummary } from '@hs-x/sdk/admin';

export const NOW = Date.UTC(2026, 10, 20, 9);
const DAY_MS = 86_400_000;

export const PAYING: PortalSummary = {
  portalId: '51200417',
  plan: 'team',
  status: 'active',
  source: 'stripe',
  hasAccess: true,
  adminEmail: 'ada.operations@northwind-trading.example',
  customerId: 'cus_Northwind0001',
  subscriptionId: 'sub_Northwind0001',
  trialEndsAt: NOW - 20 * DAY_MS,
  cancelAt: null,
  renewsAt: NOW + 11 * DAY_MS,
  updatedAt: NOW - 3_600_000,
  isInstalled: true,
};

export const PORTALS: readonly PortalSummary[] = [
  PAYING,
  {
    ...PAYING,
    portalId: '51200583',
    plan: 'free',
    source: 'none',
    adminEmail: 'finch@alder.example',
    status: 'trialing',
    customerId: null,
    subscriptionId: null,
    trialEndsAt: null,
    renewsAt: null,
  },
  {
    ...PAYING,
    portalId: '51200642',
    status: 'past_due',
    hasAccess: false,
    adminEmail: '\u001b[31mred@evil.example',
    cancelAt: NOW + 2 * DAY_MS,
  },
  {
    ...PAYING,
    portalId: '51200701',
    plan: null,
    status: null,
    source: 'none',
    hasAccess: false,
    adminEmail: '',
    customerId: null,
    renewsAt: null,
    updatedAt: null,
    isInstalled: false,
  },
];

export const DETAILS: PortalDetails = {
  summary: PAYING,
  entitlement: {
    plan: 'team',
    status: 'active',
    source: 'stripe',
    updatedAt: NOW - 3_600_000,
    validUntil: NOW + 14 * DAY_MS,
    adminEmail: PAYING.adminEmail,
  },
  install: {
    installedAt: NOW - 35 * DAY_MS,
    uninstalledAt: null,
    accountType: 'STANDARD',
    scopes: ['crm.objects.contacts.read'],
  },
  formerCustomerIds: ['cus_Former'],
  subscription: {
    subscriptionId: 'sub_Northwind0001',
    status: 'active',
    plan: 'team',
    priceIds: ['price_team_monthly'],
    periodEndsAt: NOW + 11 * DAY_MS,
    observedAt: NOW - 7_200_000,
  },
  grants: [
    {
      grantId: 'invoice-2026-114',
      source: 'invoice',
      plan: 'team',
      givenAt: NOW - 90 * DAY_MS,
      until: NOW - 40 * DAY_MS,
      reason: 'Pilot, paid by bank transfer before the app sold through Stripe',
      actor: 'ops@northstar.example',
      state: 'ended',
    },
  ],
  trial: { state: 'consumed', at: NOW - 34 * DAY_MS },
  usage: [
    { limit: 'records_per_month', used: 50_000, allowed: 50_000, resetsAt: NOW + 11 * DAY_MS },
    { limit: 'syncs', used: null, allowed: 10, resetsAt: null },
    { limit: 'seats', used: 3, allowed: -1, resetsAt: null },
  ],
  intents: [{ kind: 'cancelSubscription', attempts: 2, nextAttemptAt: NOW + 600_000 }],
  dueAt: NOW + 13 * DAY_MS,
  journal: Array.from({ length: 12 }, (_, at) => ({
    at: NOW - at * DAY_MS,
    cause: 'customerObserved',
    summary: `The subscription was read: active on team, reading number ${12 - at}.`,
  })),
  openAlerts: [
    {
      code: 'mail_bounced',
      message: 'A mail to the portal’s admin came back. Ask for another address, then run sync.',
    },
  ],
};

export const DENIED: Explanation = {
  portalId: '51200642',
  feature: 'sync.bidirectional',
  isAllowed: false,
  code: 'PAYMENT_REQUIRED',
  verdict:
    'Subscription is past_due: the payment of 2026-11-17 failed, and this app gives no days of grace after a failed payment.',
  row: {
    plan: 'team',
    status: 'past_due',
    source: 'stripe',
    updatedAt: NOW - 3 * DAY_MS,
    adminEmail: 'bea@example.com',
  },
  plan: { name: 'team', isKnown: true, hasFeature: true },
  sources: [
    {
      kind: 'subscription',
      id: 'sub_Northwind0001',
      source: 'stripe',
      plan: 'team',
      isWinning: true,
      why: 'it is the only live source',
    },
    {
      kind: 'grant',
      id: 'invoice-2026-114',
      source: 'invoice',
      plan: 'scale',
      isWinning: false,
      why: 'it ended on 2026-10-11',
    },
  ],
  setBy: {
    cause: 'customerObserved',
    at: NOW - 3 * DAY_MS,
    summary: 'The latest invoice could not be paid.',
    eventId: 'evt_1PabcDEF',
  },
  observedAt: NOW - 7_200_000,
  changes: [
    { what: 'the provider tries the card again', at: NOW + 2 * DAY_MS },
    { what: 'a payment of the open invoice', at: null },
  ],
  journal: [{ at: NOW - 3 * DAY_MS, cause: 'customerObserved', summary: 'active → past_due' }],
};

export const ALERTS: readonly AlertEntry[] = [
  {
    key: 'unknown_price:price_legacy',
    code: 'unknown_price',
    message:
      'Portal 51200417 pays a price that no plan has: price_legacy. It keeps its last plan for three days; add the price to a plan of hs-x.toml.',
    details: { price: 'price_legacy' },
    portalId: '51200417',
    firstRaisedAt: NOW - 2 * DAY_MS,
    lastRaisedAt: NOW - 3_600_000,
    times: 7,
    resolvedAt: null,
    resolvedBy: null,
  },
  {
    key: 'endpoint_gone',
    code: 'endpoint_gone',
    message: 'The webhook endpoint is not there. Run hs-x billing plans push.',
    details: {},
    portalId: null,
    firstRaisedAt: NOW - 5 * DAY_MS,
    lastRaisedAt: NOW - 5 * DAY_MS,
    times: 1,
    resolvedAt: NOW - 4 * DAY_MS,
    resolvedBy: 'ops@northstar.example',
  },
];

export const RECEIPT: ErasureReceipt = {
  receiptId: 'a3f0',
  portalId: '51200417',
  erasedAt: NOW,
  actor: 'ops@northstar.example',
  reason: 'request of 2026-11-20',
  isDryRun: true,
  removed: { accounts: 1, tokens: 1, inbox: 12, outbox: 0 },
  providerIds: ['cus_Northwind0001', 'sub_Northwind0001'],
  kept: [
    {
      what: 'keyed hashes in the trial ledger',
      why: 'so that a second trial is not given; nobody can be found by them',
    },
  ],
};

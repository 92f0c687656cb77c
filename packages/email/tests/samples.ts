/** An app, and data for every built-in mail: as full as it gets, and as hostile as it gets. */
import type { MailApp, TemplateData, TemplateName } from '../src/index.js';

export const app: MailApp = {
  name: 'Contact Pulse',
  fromEmail: 'billing@contactpulse.example',
  url: 'https://app.contactpulse.example',
};

const who = { name: 'Ada', hubspotAccount: '62515' };
const endsAt = Date.parse('2026-12-05T10:00:00Z');
const link = (path: string): string => `https://links.contactpulse.example/${path}?t=a&u=b`;

/** `manageUrl` makes another mail of `trial-ended`, with a test of its own. */
type Samples = { readonly [Name in TemplateName]: Required<Omit<TemplateData<Name>, 'manageUrl'>> };

export const fullData: Samples = {
  'billing-link': { ...who, billingUrl: link('billing'), linkExpiresAt: endsAt },
  'last-attempt': {
    ...who,
    updatePaymentUrl: link('card'),
    accessEndsAt: endsAt,
    amountMinor: 7900,
    currency: 'usd',
  },
  'operator-alert': {
    ...who,
    code: 'unknown_price',
    message: 'Subscription sub_1 of portal 62515 has price price_x, which is in no plan of hs-x.toml.',
    raisedAt: endsAt,
  },
  'payment-failed': {
    ...who,
    retryAt: endsAt,
    updatePaymentUrl: link('card'),
    amountMinor: 7900,
    currency: 'usd',
  },
  'plan-downgraded': {
    ...who,
    fromPlan: 'Team',
    toPlan: 'Free',
    paused: [
      { kind: 'sync', count: 9 },
      { kind: 'list', count: 1 },
    ],
    pausedSyncs: 9,
    restoreUrl: link('restore'),
  },
  'plan-restored': { ...who, plan: 'Team', resumed: [{ kind: 'sync', count: 9 }], openUrl: link('open') },
  'setup-done': { ...who, plan: 'Team', openUrl: link('open') },
  'subscription-ended': { ...who, plan: 'Team', dataKeptUntil: endsAt, resubscribeUrl: link('again') },
  'trial-check-in': { ...who, trialEndsAt: endsAt, openUrl: link('open') },
  'trial-ended': {
    ...who,
    plan: 'Team',
    changes: ['Syncs every minute', 'Reports'],
    upgradeUrl: link('upgrade'),
  },
  'trial-ending': { ...who, daysLeft: 3, trialEndsAt: endsAt, upgradeUrl: link('upgrade'), plan: 'Team' },
  'usage-report': {
    ...who,
    periodStartsAt: Date.parse('2026-11-01T00:00:00Z'),
    periodEndsAt: Date.parse('2026-11-30T23:59:59Z'),
    plan: 'Team',
    usage: [{ label: 'Contacts synced', used: 8214, limit: 10_000 }],
    amountMinor: 7900,
    currency: 'usd',
    openUrl: link('open'),
    stopUrl: link('stop'),
  },
  'usage-threshold': {
    ...who,
    limit: 'records_per_month',
    used: 40_012,
    allowed: 50_000,
    threshold: 80,
    resetsAt: endsAt,
    plan: 'Team',
    upgradeUrl: link('upgrade'),
  },
  'welcome-pay-later': { ...who, nextUrl: link('next'), plan: 'Team', trialDays: 14 },
};

/** The same data with every text, at any depth, replaced; links stay links. */
export function withTexts(data: unknown, text: string): unknown {
  if (typeof data === 'string') return /^(https:|usd$)/.test(data) ? data : text;
  if (Array.isArray(data)) return data.map((entry) => withTexts(entry, text));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([field, value]) => [field, withTexts(value, text)]));
}

/** What a mail program shows of HTML: tags gone, references resolved. Enough for HTML that we wrote ourselves. */
export function visibleText(html: string): string {
  return html
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
}

import { describe, expect, it } from 'vitest';
import { parseAppConfig, type AppConfig } from '../../src/config/index.js';
import { GUIDE_FILE } from './guide-file.js';

function configOf(text: string): AppConfig {
  const parsed = parseAppConfig(text);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.config;
}

describe('the hs-x.toml of the billing guide', () => {
  it('parses as it is written', () => {
    const { billing } = configOf(GUIDE_FILE);
    expect(billing).toMatchObject({
      provider: 'stripe',
      trial_days: 14,
      upgrade_url: 'https://yourapp.com/billing/portal',
      plans: ['free', 'team', 'scale'],
    });
    expect(billing.plan.team).toEqual({
      name: 'team',
      title: 'Team',
      stripe_price: { test: ['price_1QABCDEF...'], live: ['price_1QABCDEF...'] },
      features: ['sync.basic', 'sync.bidirectional', 'card.read', 'card.edit', 'agent.tools'],
      limits: { records_per_month: 50_000, syncs: 10 },
    });
    expect(billing.plan.free?.stripe_price).toEqual({ test: [], live: [] });
    expect(billing.plan.scale?.limits).toEqual({ records_per_month: -1, syncs: -1 });
  });

  it.each([
    ['a byte order mark', `\uFEFF${GUIDE_FILE}`],
    ['Windows line ends', GUIDE_FILE.replaceAll('\n', '\r\n')],
    ['no line end at its end', GUIDE_FILE.trimEnd()],
  ])('parses the same with %s', (_, text) => {
    expect(configOf(text)).toEqual(configOf(GUIDE_FILE));
  });
});

describe('what a file leaves out', () => {
  it('takes its default', () => {
    expect(configOf('[billing]\nprovider = "none"\n')).toEqual({
      app: { name: 'HubSpot app' },
      hubspot: {
        scopes: ['oauth'],
        optional_scopes: [],
        description: null,
        distribution: 'marketplace',
        platform: '2026.09',
        support_email: null,
        settings: null,
        card: [],
        webhook: [],
      },
      email: { from: null, reply_to: null },
      alerts: { email: null, webhook: null },
      billing: {
        provider: 'none',
        trial_days: 0,
        upgrade_url: null,
        past_due_grace_days: 0,
        after_cancel: 'deny',
        repeat_trial: 'end_trial',
        on_uninstall: 'cancel_at_period_end',
        retention_days: 30,
        reconcile_hour: 3,
        features: [],
        meter: {},
        checkout: {
          plan: null,
          automatic_tax: false,
          tax_id_collection: false,
          promotion_codes: false,
          locale: 'auto',
          payment_method_collection: 'always',
        },
        plan: {},
        plans: [],
      },
    });
  });

  it('makes an app without [billing] a free app', () => {
    expect(configOf('[app]\nname = "Acme Sync"\n').billing.provider).toBe('none');
  });
});

describe('what a file says', () => {
  it('is taken over, every key of it', () => {
    const config = configOf(`
[app]
name = "Acme Sync"
[hubspot]
scopes = ["oauth", "crm.objects.contacts.read"]
optional_scopes = ["e-commerce"]
description = "Keeps contacts and sheets the same"
distribution = "private"
platform = "2026.03"
support_email = "help@acme.example"
settings = "cards/settings.tsx"
[[hubspot.card]]
name = "Insights"
file = "cards/insights.tsx"
location = "crm.record.sidebar"
object_types = ["contacts", "companies"]
[[hubspot.card]]
name = "Summary"
file = "cards/summary.tsx"
[[hubspot.webhook]]
type = "object.propertyChange"
object = "contact"
property = "email"
[[hubspot.webhook]]
type = "contact.privacyDeletion"
[email]
from = "billing@acme.example"
reply_to = "help@acme.example"
[alerts]
email = "ops@acme.example"
webhook = "https://ops.acme.example/hooks/hs-x"
[billing]
provider = "stripe"
trial_days = 730
upgrade_url = "http://localhost:3000/billing"
past_due_grace_days = 60
after_cancel = "free"
repeat_trial = "alert"
on_uninstall = "keep"
retention_days = 3650
reconcile_hour = 23
features = ["agent.unlimited"]
[billing.checkout]
plan = "team"
automatic_tax = true
tax_id_collection = true
promotion_codes = true
locale = "pt-BR"
payment_method_collection = "if_required"
[billing.meter.records_per_month]
event_name = "records_synced"
[billing.plan.team]
title = "Team, yearly too"
stripe_price = ["price_monthly", "price_yearly"]
limits = { records_per_month = -1 }
`);
    expect(config).toEqual({
      app: { name: 'Acme Sync' },
      hubspot: {
        scopes: ['oauth', 'crm.objects.contacts.read'],
        optional_scopes: ['e-commerce'],
        description: 'Keeps contacts and sheets the same',
        distribution: 'private',
        platform: '2026.03',
        support_email: 'help@acme.example',
        settings: 'cards/settings.tsx',
        card: [
          {
            name: 'Insights',
            file: 'cards/insights.tsx',
            location: 'crm.record.sidebar',
            object_types: ['contacts', 'companies'],
          },
          {
            name: 'Summary',
            file: 'cards/summary.tsx',
            location: 'crm.record.tab',
            object_types: ['contacts'],
          },
        ],
        webhook: [
          { type: 'object.propertyChange', object: 'contact', property: 'email' },
          { type: 'contact.privacyDeletion', object: null, property: null },
        ],
      },
      email: { from: 'billing@acme.example', reply_to: 'help@acme.example' },
      alerts: { email: 'ops@acme.example', webhook: 'https://ops.acme.example/hooks/hs-x' },
      billing: {
        provider: 'stripe',
        trial_days: 730,
        upgrade_url: 'http://localhost:3000/billing',
        past_due_grace_days: 60,
        after_cancel: 'free',
        repeat_trial: 'alert',
        on_uninstall: 'keep',
        retention_days: 3650,
        reconcile_hour: 23,
        features: ['agent.unlimited'],
        meter: { records_per_month: { event_name: 'records_synced' } },
        checkout: {
          plan: 'team',
          automatic_tax: true,
          tax_id_collection: true,
          promotion_codes: true,
          locale: 'pt-BR',
          payment_method_collection: 'if_required',
        },
        plan: {
          team: {
            name: 'team',
            title: 'Team, yearly too',
            stripe_price: {
              test: ['price_monthly', 'price_yearly'],
              live: ['price_monthly', 'price_yearly'],
            },
            features: [],
            limits: { records_per_month: -1 },
          },
        },
        plans: ['team'],
      },
    });
  });

  it('may give each mode its own prices, or one mode none yet', () => {
    const { plan } = configOf(`
billing.provider = "stripe"
billing.plan.team.stripe_price = { test = ["price_t1", "price_t2"], live = "price_l1" }
billing.plan.scale.stripe_price.test = "price_t3"
`).billing;
    expect(plan.team?.stripe_price).toEqual({ test: ['price_t1', 'price_t2'], live: ['price_l1'] });
    expect(plan.scale?.stripe_price).toEqual({ test: ['price_t3'], live: [] });
  });

  it('may use one price id in both modes of one plan', () => {
    const file =
      '[billing]\nprovider = "stripe"\n[billing.plan.a]\nstripe_price = { test = "p", live = "p" }\n';
    expect(configOf(file).billing.plan.a?.stripe_price).toEqual({ test: ['p'], live: ['p'] });
  });

  it('may give several invoiced plans the same label as price', () => {
    const { plan } = configOf(`
billing.provider = "invoice"
billing.plan.team.stripe_price = "invoice"
billing.plan.scale.stripe_price = "invoice"
`).billing;
    expect(plan.team?.stripe_price).toEqual(plan.scale?.stripe_price);
  });

  it('ranks plans by their order in the file, however their tables are written', () => {
    const { plans } = configOf(`
[billing]
provider = "stripe"
[billing.plan.zeta]
stripe_price = "price_z"
[billing.plan.free]
[billing.plan.alpha.limits]
syncs = 1
[billing.plan.alpha]
stripe_price = "price_a"
`).billing;
    expect(plans).toEqual(['zeta', 'free', 'alpha']);
  });

  it('reads what a plan is to cost, as one table or several, and does not take such a plan for the free one', () => {
    const { plan } = configOf(`
[billing]
provider = "stripe"
[billing.plan.free]
[billing.plan.team.price]
amount_minor = 4_900
currency = "usd"
interval = "month"
[billing.plan.scale]
stripe_price = "price_scale"
[[billing.plan.scale.price]]
amount_minor = 49_000
currency = "eur"
interval = "month"
interval_count = 3
lookup_key = "scale.quarter"
[[billing.plan.scale.price]]
amount_minor = 99_000
currency = "eur"
interval = "year"
`).billing;
    const usual = { interval_count: 1, lookup_key: null };
    expect(plan.free).not.toHaveProperty('price');
    expect(plan.team?.price).toEqual([{ amount_minor: 4_900, currency: 'usd', interval: 'month', ...usual }]);
    expect(plan.scale?.price).toEqual([
      {
        amount_minor: 49_000,
        currency: 'eur',
        interval: 'month',
        interval_count: 3,
        lookup_key: 'scale.quarter',
      },
      { amount_minor: 99_000, currency: 'eur', interval: 'year', ...usual },
    ]);
  });

  it('lets limits with different meanings differ between plans', () => {
    const file = `
[billing]
provider = "stripe"
[billing.plan.free]
limits = { seats = 1, syncs_in = 1, syncs_out = 1 }
[billing.plan.team]
stripe_price = "price_t"
limits = { seats = 5, records_per_month = 100 }
`;
    expect(parseAppConfig(file).ok).toBe(true);
  });

  it('finds nothing under names every JavaScript object has', () => {
    const { plan } = configOf(GUIDE_FILE).billing;
    const limits = plan.team?.limits ?? {};
    const inherited = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];
    expect(inherited.filter((name) => plan[name] !== undefined || limits[name] !== undefined)).toEqual([]);
  });

  it('never reaches the prototype of all objects', () => {
    parseAppConfig(
      '__proto__ = { polluted = 1 }\n[billing.plan.__proto__]\npolluted = 1\n[constructor.prototype]\npolluted = 1\n',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

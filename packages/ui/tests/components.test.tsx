import { Alert, LoadingSpinner, ProgressBar, StatusTag, Text } from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { describe, expect, it } from 'vitest';
import {
  BillingSettings,
  FeatureGate,
  PaymentFailedBanner,
  PlanBadge,
  SetupPending,
  TrialBanner,
  UpgradePrompt,
  UsageBar,
  type BillingSnapshot,
  type LimitUsage,
} from '../src/index.js';
import {
  buildDenied,
  buildPaid,
  buildSnapshot,
  DAY_MS,
  FREE,
  MANAGE_URL,
  NO_ROW,
  NOW,
  UPGRADE_URL,
} from './support/build-snapshot.js';
import { held, installHubspotProxy, refusal, result, unreachable } from './support/hubspot-proxy.js';
import { openFrame, pass, settle, useTestClock, watchForErrors } from './support/open-card.js';

const proxy = installHubspotProxy();
watchForErrors();
useTestClock();

/** Every state a row can be in, with what it gives. */
const STATES: Record<string, BillingSnapshot> = {
  'free after the installation': buildSnapshot(),
  'trialing with a clock': buildPaid({ status: 'trialing', trialEndsAt: NOW + 5 * DAY_MS }),
  'trialing, expired': buildDenied({ status: 'trialing', trialEndsAt: NOW - 1 }),
  active: buildPaid(),
  'past due in grace': buildPaid({ status: 'past_due', graceEndsAt: NOW + 3 * DAY_MS }),
  'past due out of grace': buildDenied({ status: 'past_due' }),
  'canceled, denied': buildDenied({ status: 'canceled', plan: FREE }),
  'canceled, free features stay': buildPaid({ status: 'canceled', plan: FREE, features: FREE.features }),
  paused: buildDenied({ status: 'paused' }),
  'active on an unknown plan': buildDenied({ status: 'active', plan: null }),
};

async function show(element: ReactElement, snapshot: BillingSnapshot, visitor = {}) {
  proxy.answer('billing', result(snapshot));
  const card = openFrame(element, { paymentBanner: false, ...visitor });
  await settle();
  return card;
}

describe('PlanBadge', () => {
  it.each([
    ['free after the installation', 'Free', 'default'],
    ['trialing with a clock', 'Team: trial', 'info'],
    ['trialing, expired', 'Team: trial ended', 'warning'],
    ['active', 'Team', 'success'],
    ['past due in grace', 'Team: payment failed', 'warning'],
    ['past due out of grace', 'Team: payment failed', 'danger'],
    ['canceled, denied', 'Free: subscription ended', 'default'],
    ['canceled, free features stay', 'Free: subscription ended', 'default'],
    ['paused', 'Team: paused', 'warning'],
    ['active on an unknown plan', 'Plan: not confirmed', 'warning'],
  ])('for a row that is %s says "%s"', async (state, text, variant) => {
    const card = await show(<PlanBadge />, STATES[state]!);
    const tag = card.renderer.find(StatusTag);
    expect([tag.text, tag.props.variant]).toEqual([text, variant]);
  });

  it('tells of a cancellation that is scheduled', async () => {
    const card = await show(<PlanBadge />, buildPaid({ cancelAt: NOW + DAY_MS }));
    expect(card.renderer.find(StatusTag).text).toBe('Team: cancellation scheduled');
  });
});

describe('UpgradePrompt', () => {
  const prompt = <UpgradePrompt to="scale" upgradeUrl={UPGRADE_URL} title="More records" />;

  it.each([
    ['free after the installation', 'More records', 'Upgrade to Scale', UPGRADE_URL],
    ['trialing with a clock', 'More records', 'Upgrade to Scale', UPGRADE_URL],
    ['trialing, expired', 'Your trial has ended', 'Choose a plan', UPGRADE_URL],
    ['active', 'More records', 'Upgrade to Scale', UPGRADE_URL],
    ['past due in grace', 'More records', 'Upgrade to Scale', UPGRADE_URL],
    ['past due out of grace', 'Your payment failed', 'Update card', MANAGE_URL],
    ['canceled, denied', 'Your subscription has ended', 'Choose a plan', UPGRADE_URL],
    ['canceled, free features stay', 'More records', 'Upgrade to Scale', UPGRADE_URL],
    ['paused', 'Your subscription is paused', 'Open the billing page', MANAGE_URL],
    ['active on an unknown plan', 'Your plan could not be confirmed', 'Open the billing page', MANAGE_URL],
  ])('for a row that is %s says "%s"', async (state, title, action, url) => {
    const card = await show(prompt, STATES[state]!);
    expect(card.shown()).toContain(title);
    expect(card.button(action).props.href).toEqual({ url, external: true });
    expect(card.hasButton('Refresh')).toBe(false);
  });

  it("says what is locked in the author's words", async () => {
    const card = await show(
      <UpgradePrompt to="team" upgradeUrl={UPGRADE_URL}>
        <Text>Edit insights without leaving the record.</Text>
      </UpgradePrompt>,
      buildSnapshot(),
    );
    expect(card.shown()).toContain('Edit insights without leaving the record.');
    expect(card.shown()).not.toContain('This is part of');
  });

  it('finds the plan by the feature', async () => {
    const card = await show(<UpgradePrompt feature="card.edit" upgradeUrl={UPGRADE_URL} />, buildSnapshot());
    expect(card.shown()).toContain('This is part of the Team plan. Your plan is Free.');
    const wild = await show(
      <UpgradePrompt feature="agent.tools" upgradeUrl={UPGRADE_URL} />,
      buildSnapshot(),
    );
    expect(wild.shown()).toContain('Upgrade to Scale');
  });

  it('works outside a card, too', () => {
    const renderer = createRenderer('settings');
    renderer.render(<UpgradePrompt to="team" upgradeUrl={UPGRADE_URL} />);
    expect(renderer.getRootNode().toString()).toContain('Upgrade to Team');
    renderer.render(<UpgradePrompt upgradeUrl="" />);
    expect(renderer.getRootNode().toString()).not.toContain('href');
  });

  it('says "Just upgraded?" for as long as the server says so, then is itself again', async () => {
    const free = buildSnapshot({ justUpgradedUntil: NOW + 60_000 });
    let elapsedMs = 0;
    const answers = Array.from({ length: 40 }, () =>
      result({ ...free, now: NOW + (elapsedMs += 2_000) - 2_000 }),
    );
    proxy.answer('billing', ...answers);
    const card = openFrame(<UpgradePrompt to="team" upgradeUrl={UPGRADE_URL} />);
    await settle();
    expect(card.shown()).toContain('Just upgraded? Refresh in a moment');
    expect(card.renderer.find(LoadingSpinner).props.label).toBe('Checking your plan');
    for (let second = 0; second < 58; second += 2) await pass(2_000);
    expect(card.shown()).toContain('Just upgraded?');
    await pass(2_000);
    expect(card.shown()).not.toContain('Just upgraded?');
    expect(card.hasButton('Refresh')).toBe(false);
    const asked = proxy.sent.length;
    await pass(DAY_MS);
    expect(proxy.sent).toHaveLength(asked);
  });

  it('says "Just upgraded?" no longer than its minute, even when the server falls silent', async () => {
    proxy.answer('billing', result(buildSnapshot({ justUpgradedUntil: NOW + 60_000 })), unreachable());
    const card = openFrame(<UpgradePrompt to="team" upgradeUrl={UPGRADE_URL} />);
    await settle();
    await pass(59_900);
    expect(card.shown()).toContain('Just upgraded?');
    await pass(100);
    expect(card.shown()).not.toContain('Just upgraded?');
  });

  it('after a click offers to look at once, and shows that it looks', async () => {
    const looking = held(result(buildSnapshot()));
    proxy.answer('billing', result(buildSnapshot()), looking.answer);
    const card = openFrame(<UpgradePrompt to="team" upgradeUrl={UPGRADE_URL} />);
    await settle();
    card.button('Upgrade to Team').trigger('onClick');
    await settle();
    card.button('Refresh').trigger('onClick');
    await settle();
    expect(card.button('Refresh').props).toMatchObject({ loading: true });
    looking.release();
    await settle();
    expect(card.button('Refresh').props).toMatchObject({ loading: false });
  });

  it('may be closed while it looks', async () => {
    const looking = held(result(buildSnapshot()));
    proxy.answer('billing', result(buildSnapshot()), looking.answer);
    const card = openFrame(<UpgradePrompt to="team" upgradeUrl={UPGRADE_URL} />);
    await settle();
    card.button('Upgrade to Team').trigger('onClick');
    await settle();
    card.button('Refresh').trigger('onClick');
    card.close();
    looking.release();
    await pass(DAY_MS);
    expect(proxy.sent).toHaveLength(2);
  });
});

describe('FeatureGate', () => {
  it.each([
    ['trialing with a clock', true],
    ['active', true],
    ['past due in grace', true],
    ['free after the installation', false],
    ['trialing, expired', false],
    ['past due out of grace', false],
    ['canceled, denied', false],
    ['canceled, free features stay', false],
    ['paused', false],
    ['active on an unknown plan', false],
  ])('for a row that is %s is open: %s', async (state, isOpen) => {
    const card = await show(
      <FeatureGate feature="card.edit">
        <Text>the panel</Text>
      </FeatureGate>,
      STATES[state]!,
    );
    expect(card.shown().includes('the panel')).toBe(isOpen);
  });

  it('opens by itself after a payment and closes by itself after a downgrade', async () => {
    proxy.answer('billing', result(buildSnapshot()), result(buildPaid()), result(buildSnapshot()));
    const card = openFrame(
      <>
        <FeatureGate feature="card.edit" to="team">
          <Text>the panel</Text>
        </FeatureGate>
        <BillingSettings />
      </>,
    );
    await settle();
    card.button('Upgrade to Team').trigger('onClick');
    await pass(2_000);
    expect(card.shown()).toContain('the panel');
    card.button('Change plan').trigger('onClick');
    await pass(2_000);
    expect(card.shown()).not.toContain('the panel');
  });

  it('shows what the author wants instead of a prompt', async () => {
    const card = await show(
      <FeatureGate feature="card.edit" fallback={<Text>Read only</Text>}>
        <Text>the panel</Text>
      </FeatureGate>,
      buildSnapshot(),
    );
    expect(card.shown()).toContain('Read only');
    expect(card.shown()).not.toContain('Upgrade');
  });
});

describe('SetupPending', () => {
  it('is honest when the row takes long, and lets people look', async () => {
    proxy.answer('billing', result(NO_ROW));
    const card = openFrame(
      <SetupPending>
        <Text>ready</Text>
      </SetupPending>,
    );
    await settle();
    expect(card.renderer.find(LoadingSpinner).props.label).toBe('Setting up your account…');
    expect(card.shown()).not.toContain('longer than usual');
    await pass(10_000);
    expect(card.shown()).toContain('This is taking longer than usual.');
    proxy.answer('billing', result(buildSnapshot()));
    card.button('Check now').trigger('onClick');
    await settle();
    expect(card.shown()).toContain('ready');
  });

  it('looks every 2 seconds at first, then slower, and stops after half an hour', async () => {
    proxy.answer('billing', result(NO_ROW));
    const card = openFrame(<Text>ready</Text>);
    await settle();
    await pass(29_000);
    expect(proxy.sent).toHaveLength(15);
    await pass(4.5 * 60_000);
    expect(proxy.sent.length).toBeLessThan(45);
    await pass(DAY_MS);
    expect(proxy.sent.length).toBeLessThan(75);
    expect(card.shown()).toContain('The account is still not ready.');
  });
});

describe('PaymentFailedBanner', () => {
  it("names the day the grace ends, in the visitor's language and the portal's time zone", async () => {
    const snapshot = buildPaid({ status: 'past_due', graceEndsAt: Date.UTC(2026, 11, 3, 23, 30) });
    const german = await show(<PaymentFailedBanner />, snapshot, {
      locale: 'de-de',
      timezone: 'Europe/Berlin',
    });
    expect(german.shown()).toContain(
      'The Team plan keeps working until 4. Dezember 2026. Update your card to keep it.',
    );
    const american = await show(<PaymentFailedBanner />, snapshot, {
      locale: 'en_US',
      timezone: 'America/New_York',
    });
    expect(american.shown()).toContain('until December 3, 2026.');
    expect(american.button('Update card').props.href).toEqual({ url: MANAGE_URL, external: true });
    expect(american.renderer.find(Alert).props).toMatchObject({
      variant: 'warning',
      title: 'Your payment failed',
    });
  });

  it.each([
    [
      'out of grace',
      buildDenied({ status: 'past_due' }),
      'The Team plan is on hold until the payment goes through.',
    ],
    [
      'with access of unknown length',
      buildPaid({ status: 'past_due' }),
      'The Team plan keeps working for now.',
    ],
    [
      'on an unknown plan',
      buildDenied({ status: 'past_due', plan: null }),
      'Your plan is on hold until the payment goes through.',
    ],
  ])('%s says so', async (_name, snapshot, text) => {
    const card = await show(<PaymentFailedBanner />, snapshot);
    expect(card.shown()).toContain(text);
  });

  it('is shown in no other state', async () => {
    for (const [state, snapshot] of Object.entries(STATES)) {
      const card = await show(<PaymentFailedBanner />, snapshot);
      expect(card.shown().includes('Your payment failed'), state).toBe(state.startsWith('past due'));
    }
  });

  it('stands above every card by itself while the portal has access, and goes when the payment succeeds', async () => {
    proxy.answer('billing', result(STATES['past due in grace']), result(buildPaid()));
    const card = openFrame(<Text>the panel</Text>, { paymentBanner: true });
    await settle();
    expect(card.shown()).toContain('Your payment failed');
    expect(card.shown()).toContain('the panel');
    card.button('Update card').trigger('onClick');
    await pass(2_000);
    expect(card.shown()).not.toContain('Your payment failed');
    expect(card.shown()).toContain('the panel');
  });
});

describe('TrialBanner', () => {
  it.each([
    [14 * DAY_MS, '14 days left in your trial', 'info'],
    [3 * DAY_MS, '3 days left in your trial', 'info'],
    [3 * DAY_MS - 1, '2 days left in your trial', 'warning'],
    [DAY_MS, '1 day left in your trial', 'warning'],
    [DAY_MS - 1, 'Less than a day left in your trial', 'warning'],
  ])('%i ms before the end says "%s"', async (leftMs, title, variant) => {
    const snapshot = buildPaid({ status: 'trialing', trialEndsAt: NOW + leftMs });
    const card = await show(<TrialBanner />, snapshot);
    expect(card.renderer.find(Alert).props).toMatchObject({ title, variant });
  });

  it("counts by the server's time, whatever the visitor's clock says", async () => {
    const serverNow = NOW - 40 * DAY_MS;
    const snapshot = buildPaid({ status: 'trialing', now: serverNow, trialEndsAt: serverNow + 2 * DAY_MS });
    const card = await show(<TrialBanner />, snapshot);
    expect(card.shown()).toContain('2 days left');
  });

  it.each([
    ['a free portal without a clock', buildSnapshot()],
    ['a trial that is over', buildPaid({ status: 'trialing', trialEndsAt: NOW })],
    ['a paying portal with an old trial', buildPaid({ trialEndsAt: NOW + DAY_MS })],
  ])('is not shown to %s', async (_name, snapshot) => {
    const card = await show(<TrialBanner />, snapshot);
    expect(card.renderer.maybeFind(Alert)).toBeNull();
  });
});

describe('UsageBar', () => {
  const usage = (change: Partial<LimitUsage>): BillingSnapshot =>
    buildPaid({
      usage: [
        { limit: 'records_per_month', used: 0, allowed: 50_000, resetsAt: NOW + 10 * DAY_MS, ...change },
      ],
    });
  const bar = <UsageBar limit="records_per_month" />;

  it.each([
    [0, 'success', 'Counting starts again on November 30, 2026.'],
    [39_999, 'success', 'Counting starts again on November 30, 2026.'],
    [40_000, 'warning', 'Nearly used up. Counting starts again on November 30, 2026.'],
    [49_999, 'warning', 'Nearly used up. Counting starts again on November 30, 2026.'],
    [50_000, 'danger', 'Used up. Counting starts again on November 30, 2026.'],
    [60_000, 'danger', 'Used up. Counting starts again on November 30, 2026.'],
  ])('with %i of 50,000 used is a %s', async (used, variant, note) => {
    const card = await show(bar, usage({ used }));
    const { props } = card.renderer.find(ProgressBar);
    const amount = `${used.toLocaleString('en-US')} of 50,000 used`;
    expect(props).toMatchObject({
      variant,
      title: 'Records per month',
      valueDescription: amount,
      'aria-label': `Records per month: ${amount}`,
      maxValue: 50_000,
      value: Math.min(used, 50_000),
    });
    expect(card.shown()).toContain(note);
  });

  it.each([
    ['an unlimited plan', { allowed: -1, used: 1_234 }, 'Records per month: 1,234 used, unlimited'],
    ['an unlimited gauge', { allowed: -1, used: null }, 'Records per month: unlimited'],
    [
      'a gauge nobody counted',
      { used: null, resetsAt: null },
      'Records per month: not counted yet, 50,000 allowed',
    ],
    ['a limit of nothing', { allowed: 0 }, 'Records per month: not part of your plan'],
  ])('for %s is a sentence', async (_name, change, text) => {
    const card = await show(bar, usage(change));
    expect(card.renderer.maybeFind(ProgressBar)).toBeNull();
    expect(card.shown()).toContain(text);
  });

  it('writes numbers as the visitor does', async () => {
    const card = await show(<UsageBar limit="records_per_month" title="Kontakte" />, usage({ used: 1_234 }), {
      locale: 'de-de',
    });
    expect(card.shown()).toContain('1.234 of 50.000 used');
    expect(card.renderer.find(ProgressBar).props.title).toBe('Kontakte');
  });

  it('shows nothing for a limit the plan does not have', async () => {
    const card = await show(<UsageBar limit="seats" />, usage({}));
    expect(card.shown()).not.toContain('seats');
  });
});

describe('BillingSettings', () => {
  const labels = [
    'Choose a plan',
    'Change plan',
    'Update card',
    'Invoices',
    'Cancel subscription',
    'Keep subscription',
  ];

  it.each([
    ['free after the installation', ['Choose a plan']],
    ['trialing with a clock', ['Change plan', 'Update card', 'Invoices', 'Cancel subscription']],
    ['active', ['Change plan', 'Update card', 'Invoices', 'Cancel subscription']],
    ['past due in grace', ['Change plan', 'Update card', 'Invoices', 'Cancel subscription']],
    ['past due out of grace', ['Change plan', 'Update card', 'Invoices', 'Cancel subscription']],
    ['canceled, denied', ['Choose a plan', 'Invoices']],
    ['canceled, free features stay', ['Choose a plan', 'Invoices']],
    ['paused', ['Change plan', 'Update card', 'Invoices', 'Cancel subscription']],
    ['active on an unknown plan', ['Change plan', 'Update card', 'Invoices', 'Cancel subscription']],
  ])('for a row that is %s offers %j', async (state, expected) => {
    const card = await show(<BillingSettings />, STATES[state]!);
    expect(labels.filter((label) => card.hasButton(label))).toEqual(expected);
    for (const label of expected) expect(card.button(label).props.href).toMatchObject({ external: true });
  });

  it('shows plan, state, end and usage', async () => {
    const snapshot = buildPaid({
      cancelAt: NOW + 5 * DAY_MS,
      usage: [
        { limit: 'records_per_month', used: 10, allowed: 50_000, resetsAt: NOW + DAY_MS },
        { limit: 'syncs', used: 2, allowed: 10, resetsAt: null },
      ],
    });
    const card = await show(<BillingSettings />, snapshot);
    for (const text of [
      'Team',
      'Cancellation scheduled',
      'November 25, 2026',
      '10 of 50,000 used',
      '2 of 10 used',
    ]) {
      expect(card.shown()).toContain(text);
    }
    expect(card.hasButton('Keep subscription')).toBe(true);
  });

  it.each([
    ['invoice', 'Invoice'],
    ['partner', 'A partner'],
    ['reviewer', 'Review access'],
  ] as const)('says who pays when it is %s', async (source, text) => {
    const links = { upgradeUrl: UPGRADE_URL, manageUrl: null };
    const card = await show(<BillingSettings />, buildPaid({ source, links }));
    expect(card.shown()).toContain(text);
  });

  it('shows the banner of a failed payment once', async () => {
    proxy.answer('billing', result(STATES['past due in grace']));
    for (const paymentBanner of [true, false]) {
      const card = openFrame(<BillingSettings />, { paymentBanner });
      await settle();
      expect(card.renderer.findAll(Alert)).toHaveLength(1);
    }
  });

  it('waits for the row and says when billing cannot be read', async () => {
    const waiting = await show(<BillingSettings />, NO_ROW);
    expect(waiting.shown()).toContain('Setting up your account');
    proxy.answer('billing', refusal('BILLING_UNAVAILABLE', 503));
    const down = openFrame(<BillingSettings />);
    await settle();
    expect(down.shown()).toContain('Temporarily unavailable');
  });
});

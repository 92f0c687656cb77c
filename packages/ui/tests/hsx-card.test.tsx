import { Text } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { useEffect, useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { hsxCard, SetupPending, UpgradePrompt, useBilling, useCard } from '../src/index.js';
import {
  buildDenied,
  buildPaid,
  buildSnapshot,
  DAY_MS,
  MANAGE_URL,
  NO_ROW,
  NOW,
  UPGRADE_URL,
} from './support/build-snapshot.js';
import {
  held,
  installHubspotProxy,
  never,
  noJson,
  refusal,
  result,
  status,
  unreachable,
} from './support/hubspot-proxy.js';
import {
  openCard,
  openExtension,
  openFrame,
  pass,
  settle,
  useTestClock,
  watchForErrors,
} from './support/open-card.js';

const proxy = installHubspotProxy();
const errors = watchForErrors();
useTestClock();

/** The guide's card, word for word. */
function openGuideCard() {
  return openCard(async ({ ctx }) => {
    const canEdit = await ctx.fn('hasFeature', { feature: 'card.edit' });
    return canEdit ? (
      <EditableInsights />
    ) : (
      <UpgradePrompt to="team" upgradeUrl={ctx.config.billing.upgrade_url} />
    );
  });
}

function EditableInsights() {
  return <Text>the editable panel</Text>;
}

describe('a card', () => {
  it('says that it is loading until it knows what to draw', async () => {
    const billing = held(result(buildPaid()));
    proxy.answer('billing', billing.answer);
    proxy.answer('hasFeature', result(true));
    const card = openGuideCard();
    await settle();
    expect(card.shown()).toContain('Loading');
    await pass(5_000);
    expect(card.shown()).toContain('This is taking longer than usual.');
    billing.release();
    await settle();
    expect(card.shown()).toContain('the editable panel');
  });

  it('asks the app by a signed call of HubSpot, with the arguments as its body', async () => {
    proxy.answer('billing', result(buildPaid()));
    proxy.answer('hasFeature', result(true));
    openGuideCard();
    await settle();
    expect(proxy.sent).toEqual([
      {
        url: 'https://app.example.com/fn/billing',
        name: 'billing',
        options: { method: 'POST', timeout: 15_000, body: {} },
      },
      {
        url: 'https://app.example.com/fn/hasFeature',
        name: 'hasFeature',
        options: { method: 'POST', timeout: 15_000, body: { feature: 'card.edit' } },
      },
    ]);
  });

  it('shows the upgrade prompt to a portal without the feature, leading to the signed link in a new tab', async () => {
    proxy.answer('billing', result(buildSnapshot()));
    proxy.answer('hasFeature', result(false));
    const card = openGuideCard();
    await settle();
    expect(card.shown()).toContain('Upgrade to Team');
    expect(card.button('Upgrade to Team').props.href).toEqual({ url: UPGRADE_URL, external: true });
  });

  it('opens the panel by itself after the upgrade', async () => {
    const upgraded = buildPaid({ justUpgradedUntil: NOW + 60_000 });
    proxy.answer('billing', result(buildSnapshot()), result(buildSnapshot()), result(upgraded));
    proxy.answer('hasFeature', result(false), result(true));
    const card = openGuideCard();
    await settle();
    card.button('Upgrade to Team').trigger('onClick');
    await pass(2_000);
    expect(card.shown()).toContain('Upgrade to Team');
    await pass(2_000);
    expect(card.shown()).toContain('the editable panel');
    const calls = proxy.count('billing');
    await pass(DAY_MS);
    expect(proxy.count('billing')).toBe(calls);
  });

  it('opens the panel by itself after an upgrade begun elsewhere, while the server says "just upgraded"', async () => {
    const waiting = buildSnapshot({ justUpgradedUntil: NOW + 50_000 });
    proxy.answer('billing', result(waiting), result(waiting), result(buildPaid()));
    proxy.answer('hasFeature', result(false), result(true));
    const card = openGuideCard();
    await settle();
    expect(card.shown()).toContain('Just upgraded? Refresh in a moment');
    await pass(4_000);
    expect(card.shown()).toContain('the editable panel');
  });

  it('stays quiet without a reason to look again', async () => {
    proxy.answer('billing', result(buildSnapshot()));
    proxy.answer('hasFeature', result(false));
    openGuideCard();
    await settle();
    await pass(DAY_MS);
    expect(proxy.sent).toHaveLength(2);
  });

  it('waits for the row before it runs', async () => {
    proxy.answer('billing', result(NO_ROW), result(NO_ROW), result(buildPaid()));
    proxy.answer('hasFeature', result(true));
    const card = openGuideCard();
    await settle();
    expect(card.shown()).toContain('Setting up your account');
    expect(proxy.count('hasFeature')).toBe(0);
    await pass(4_000);
    expect(card.shown()).toContain('the editable panel');
  });

  it('keeps its panel and its state when a later look fails', async () => {
    proxy.answer('billing', result(buildSnapshot()), unreachable());
    proxy.answer('hasFeature', result(false));
    const card = openGuideCard();
    await settle();
    card.button('Upgrade to Team').trigger('onClick');
    await pass(60_000);
    expect(card.shown()).toContain('Upgrade to Team');
    expect(card.shown()).not.toContain('unavailable');
  });

  it('draws what the latest run gave, whichever answer comes last', async () => {
    const slow = held(result('first'));
    proxy.answer('billing', result(buildPaid()));
    proxy.answer('load', result('opening'), slow.answer, result('second'));
    const handle: { rerun?: () => void } = {};
    function Panel({ text }: { text: string }) {
      handle.rerun = useCard().rerun;
      return <Text>{text}</Text>;
    }
    const card = openCard(async ({ ctx }) => <Panel text={String(await ctx.fn('load'))} />);
    await settle();
    expect(card.shown()).toContain('opening');
    handle.rerun?.();
    handle.rerun?.();
    await settle();
    expect(card.shown()).toContain('second');
    slow.release();
    await settle();
    expect(card.shown()).toContain('second');
  });

  it('asks nothing and changes nothing after it was closed while loading', async () => {
    const billing = held(result(buildPaid()));
    proxy.answer('billing', billing.answer);
    proxy.answer('hasFeature', result(true));
    const card = openGuideCard();
    await settle();
    card.close();
    billing.release();
    await pass(DAY_MS);
    expect(card.shown()).toContain('closed');
    expect(proxy.sent).toHaveLength(1);
  });

  it('stops looking when it is closed after a click', async () => {
    proxy.answer('billing', result(buildSnapshot()));
    proxy.answer('hasFeature', result(false));
    const card = openGuideCard();
    await settle();
    card.button('Upgrade to Team').trigger('onClick');
    card.close();
    await pass(DAY_MS);
    expect(proxy.count('billing')).toBe(1);
  });

  it('gives an asynchronous function, a plain one and children the same ctx', async () => {
    proxy.answer('billing', result(buildPaid()));
    const plain = openCard(({ ctx, context }) => (
      <Text>{`${ctx.config.billing.plans.join(' ')} ${context.portal.id}`}</Text>
    ));
    await settle();
    expect(plain.shown()).toContain('free team scale 123');
    function Child() {
      const { ctx } = useCard();
      const { snapshot, hasFeature, now } = useBilling();
      const facts = [ctx.config.billing.plan.team?.title, hasFeature('card.edit'), hasFeature('x')];
      return <Text>{[...facts, snapshot?.status, now].join(' ')}</Text>;
    }
    const framed = openFrame(<Child />);
    await settle();
    expect(framed.shown()).toContain(`Team true false active ${NOW}`);
  });

  it('starts afresh for another record', async () => {
    proxy.answer('billing', result(buildPaid()));
    function Opened({ id }: { id: number }) {
      const [first] = useState(id);
      return <Text>{`record ${id}, opened with ${first}`}</Text>;
    }
    const card = openCard(({ context }) => <Opened id={context.crm.objectId} />);
    await settle();
    expect(card.shown()).toContain('record 123, opened with 123');
    card.openRecord(456);
    await settle();
    expect(card.shown()).toContain('record 456, opened with 456');
    expect(proxy.count('billing')).toBe(2);
  });

  it.each(['', 'app.example.com', 'ftp://app.example.com', 'https://app.example.com/path', 'https://'])(
    'refuses the app URL "%s" before any portal sees the card',
    (appUrl) => {
      expect(() => hsxCard(() => null, { appUrl })).toThrow(/expected the app's origin/);
    },
  );

  it('asks the app it was built for when it names none, and says so when it was built for none', async () => {
    expect(() => hsxCard(() => null)).toThrow(/appUrl was missing/);
    vi.stubGlobal('HSX_APP_URL', 'https://built.example.com');
    proxy.answer('billing', result(buildPaid()));
    const extension = hsxCard<'crm.record.tab'>(() => <Text>built</Text>);
    vi.unstubAllGlobals();
    const card = openExtension(extension);
    await settle();
    expect(card.shown()).toContain('built');
    expect(proxy.sent[0]?.url).toBe('https://built.example.com/fn/billing');
  });
});

describe('a payment refusal', () => {
  it('becomes an upgrade prompt for the lowest plan with the feature, with the link of the answer', async () => {
    const upgradeUrl = 'https://app.example.com/billing/portal?token=fresh';
    proxy.answer('billing', result(buildSnapshot()));
    proxy.answer(
      'score',
      refusal('PLAN_UPGRADE_REQUIRED', 402, {
        feature: 'card.edit',
        currentPlan: 'free',
        status: 'trialing',
        upgradeUrl,
      }),
    );
    const card = openCard(async ({ ctx }) => <Text>{String(await ctx.fn('score'))}</Text>);
    await settle();
    expect(card.button('Upgrade to Team').props.href).toEqual({ url: upgradeUrl, external: true });
    expect(card.shown()).not.toMatch(/variant="(danger|error)"|ErrorState/);
  });

  it.each([
    ['past_due', 'Your payment failed', 'Update card', MANAGE_URL],
    ['canceled', 'Your subscription has ended', 'Choose a plan', UPGRADE_URL],
    ['paused', 'Your subscription is paused', 'Open the billing page', MANAGE_URL],
    ['trialing', 'Your trial has ended', 'Choose a plan', UPGRADE_URL],
    ['active', 'Your plan could not be confirmed', 'Open the billing page', MANAGE_URL],
    ['on_fire', 'Your plan could not be confirmed', 'Open the billing page', MANAGE_URL],
  ])('for a row that is %s says "%s"', async (state, title, action, url) => {
    const facts = { feature: null, currentPlan: 'team', status: state, upgradeUrl: UPGRADE_URL };
    proxy.answer('billing', result(buildDenied({ status: state as never })));
    proxy.answer('score', refusal('PAYMENT_REQUIRED', 402, facts));
    const card = openCard(async ({ ctx }) => <Text>{String(await ctx.fn('score'))}</Text>);
    await settle();
    expect(card.shown()).toContain(title);
    expect(card.button(action).props.href).toEqual({ url, external: true });
  });

  it('for a limit that is used up says how much and until when', async () => {
    const limit = { limit: 'records_per_month', used: 49_990, allowed: 50_000, resetsAt: NOW + 10 * DAY_MS };
    proxy.answer('billing', result(buildPaid()));
    proxy.answer('import', refusal('LIMIT_EXCEEDED', 402, { ...limit, status: 'active' }));
    const card = openCard(async ({ ctx }) => <Text>{String(await ctx.fn('import'))}</Text>);
    await settle();
    expect(card.shown()).toContain('Limit reached');
    expect(card.shown()).toContain('Records per month: 49,990 of 50,000 used.');
    expect(card.shown()).toContain('Counting starts again on November 30, 2026.');
    expect(card.button('See the plans').props.href).toEqual({ url: UPGRADE_URL, external: true });
  });

  it('is understood even when its body is not', async () => {
    proxy.answer('billing', result(buildSnapshot()));
    proxy.answer('score', noJson(402));
    const card = openCard(async ({ ctx }) => <Text>{String(await ctx.fn('score'))}</Text>);
    await settle();
    expect(card.shown()).toContain('Upgrade to use this');
    expect(card.button('See the plans').props.href).toEqual({ url: UPGRADE_URL, external: true });
  });

  it('never turns a script address into a link', async () => {
    proxy.answer('billing', result(buildSnapshot()));
    proxy.answer('score', refusal('PAYMENT_REQUIRED', 402, { upgradeUrl: 'javascript:alert(1)' }));
    const card = openCard(async ({ ctx }) => <Text>{String(await ctx.fn('score'))}</Text>);
    await settle();
    expect(card.button('See the plans').props.href).toEqual({ url: UPGRADE_URL, external: true });
  });

  it('gives way to the panel when the payment is seen', async () => {
    proxy.answer('billing', result(buildDenied({ status: 'canceled' })), result(buildPaid()));
    proxy.answer('score', refusal('PAYMENT_REQUIRED', 402, { status: 'canceled' }), result(7));
    const card = openCard(async ({ ctx }) => <Text>{`score ${String(await ctx.fn('score'))}`}</Text>);
    await settle();
    card.button('Choose a plan').trigger('onClick');
    await pass(2_000);
    expect(card.shown()).toContain('score 7');
  });

  it('thrown while drawing becomes the prompt as well', async () => {
    errors.expectErrors(/The above error occurred in the <Score>/);
    proxy.answer('billing', result(buildSnapshot()));
    proxy.answer('score', refusal('PLAN_UPGRADE_REQUIRED', 402, { feature: 'card.edit' }));
    function Score() {
      const { ctx } = useCard();
      const [error, setError] = useState<unknown>(null);
      useEffect(() => void ctx.fn('score').catch(setError), [ctx]);
      if (error) throw error as Error;
      return <Text>score</Text>;
    }
    const card = openFrame(<Score />);
    await settle();
    expect(card.shown()).toContain('Upgrade to Team');
  });

  it('caught in an event handler and handed to showError becomes the prompt as well', async () => {
    proxy.answer('billing', result(buildSnapshot()));
    proxy.answer('save', refusal('PLAN_UPGRADE_REQUIRED', 402, { feature: 'card.edit' }));
    let save = () => Promise.resolve();
    function Form() {
      const { ctx, showError } = useCard();
      save = () => ctx.fn('save').then(() => undefined, showError);
      return <Text>form</Text>;
    }
    const card = openFrame(<Form />);
    await settle();
    expect(card.shown()).toContain('form');
    await save();
    await settle();
    expect(card.shown()).toContain('Upgrade to Team');
  });
});

describe('an outage', () => {
  it.each([
    ['a store that cannot be read', refusal('BILLING_UNAVAILABLE', 503), 'BILLING_UNAVAILABLE'],
    ['an app that cannot be reached', unreachable(), 'UNREACHABLE'],
    ['a gateway without an answer', noJson(504), 'UNREACHABLE'],
    ['too many requests at a time', status(429, null), 'BUSY'],
  ])('such as %s never shows an upgrade prompt, and is over by itself', async (_name, outage, code) => {
    proxy.answer('billing', result(buildPaid()));
    proxy.answer('hasFeature', outage, outage, result(true));
    const card = openGuideCard();
    await settle();
    expect(card.shown()).toContain('Temporarily unavailable');
    expect(card.shown()).toContain('tries again by itself');
    expect(card.shown()).toContain(code);
    expect(card.shown()).not.toContain('Upgrade');
    await pass(2_400);
    await pass(4_800);
    expect(card.shown()).toContain('the editable panel');
  });

  it('is a timeout after 20 seconds without any answer', async () => {
    proxy.answer('billing', result(buildPaid()));
    proxy.answer('hasFeature', never());
    const card = openGuideCard();
    await settle();
    await pass(19_900);
    expect(card.shown()).toContain('longer than usual');
    await pass(100);
    expect(card.shown()).toContain('Code: TIMEOUT');
  });

  it('before the row is known is shown too, and over by itself', async () => {
    proxy.answer('billing', refusal('BILLING_UNAVAILABLE', 503), result(buildPaid()));
    proxy.answer('hasFeature', result(true));
    const card = openGuideCard();
    await settle();
    expect(card.shown()).toContain('Temporarily unavailable');
    await pass(2_400);
    expect(card.shown()).toContain('the editable panel');
  });

  it('is tried again at once by the button', async () => {
    proxy.answer('billing', result(buildPaid()));
    proxy.answer('hasFeature', unreachable(), result(true));
    const card = openGuideCard();
    await settle();
    card.button('Try again').trigger('onClick');
    await settle();
    expect(card.shown()).toContain('the editable panel');
  });

  it('that lasts is tried eight times, then says so and leaves it to the button', async () => {
    proxy.answer('billing', result(buildPaid()));
    proxy.answer('hasFeature', unreachable());
    const card = openGuideCard();
    await settle();
    for (let round = 0; round < 20; round += 1) await pass(75_000);
    expect(proxy.count('hasFeature')).toBe(9);
    expect(card.shown()).toContain('Please try again later.');
    proxy.answer('hasFeature', result(true));
    card.button('Try again').trigger('onClick');
    await settle();
    expect(card.shown()).toContain('the editable panel');
  });

  it('stops being tried when the card is closed', async () => {
    proxy.answer('billing', result(buildPaid()));
    proxy.answer('hasFeature', unreachable());
    const card = openGuideCard();
    await settle();
    card.close();
    await pass(DAY_MS);
    expect(proxy.count('hasFeature')).toBe(1);
  });
});

describe('any other error', () => {
  it('is a short sentence with the code, another try, and a line in the log', async () => {
    errors.expectErrors(/HS-X card: NOT_FOUND/);
    proxy.answer('billing', result(buildPaid()));
    proxy.answer('hasFeature', refusal('NOT_FOUND', 404), result(true));
    const card = openGuideCard();
    await settle();
    expect(card.shown()).toContain('This card could not be shown');
    expect(card.shown()).toContain('Code: NOT_FOUND');
    await pass(DAY_MS);
    expect(proxy.count('hasFeature')).toBe(1);
    card.button('Try again').trigger('onClick');
    await settle();
    expect(card.shown()).toContain('the editable panel');
  });

  it.each([
    ['no JSON', noJson(200)],
    ['a page instead of JSON', status(200, '<html>')],
    ['something else than a snapshot', result({ hello: 'world' })],
    ['null', result(null)],
    ['a snapshot with a link that is none', result({ ...buildPaid(), links: { upgradeUrl: 'nowhere' } })],
  ])('is what a card makes of %s', async (_name, answer) => {
    errors.expectErrors(/HS-X card: ANSWER_UNREADABLE/);
    proxy.answer('billing', answer);
    const card = openGuideCard();
    await settle();
    expect(card.shown()).toContain('Code: ANSWER_UNREADABLE');
    proxy.answer('billing', result(buildPaid()));
    proxy.answer('hasFeature', result(true));
    card.button('Try again').trigger('onClick');
    await settle();
    expect(card.shown()).toContain('the editable panel');
  });

  it('thrown by a card function is caught, told to the developer and drawn again on demand', async () => {
    errors.expectErrors(/CARD_FAILED.*TypeError: points is not iterable/);
    proxy.answer('billing', result(buildPaid()));
    let isBroken = true;
    const card = openCard(() => {
      if (isBroken) throw new TypeError('points is not iterable');
      return <Text>mended</Text>;
    });
    await settle();
    expect(card.shown()).toContain('Code: CARD_FAILED');
    expect(card.shown()).not.toContain('iterable');
    isBroken = false;
    card.button('Try again').trigger('onClick');
    await settle();
    expect(card.shown()).toContain('mended');
  });

  it('thrown while drawing is caught and drawn again on demand', async () => {
    errors.expectErrors(/oops|The above error occurred/);
    proxy.answer('billing', result(buildPaid()));
    let isBroken = true;
    function Fragile() {
      if (isBroken) throw new Error('oops');
      return <Text>mended</Text>;
    }
    const card = openCard(() => <Fragile />);
    await settle();
    expect(card.shown()).toContain('Code: CARD_FAILED');
    isBroken = false;
    card.button('Try again').trigger('onClick');
    await settle();
    expect(card.shown()).toContain('mended');
  });

  it('is a component of ours outside a card, and says where it belongs', () => {
    errors.expectErrors(/outside a card of HS-X|The above error occurred/);
    const renderer = createRenderer('settings');
    expect(() => renderer.render(<SetupPending>never</SetupPending>)).toThrow(/render it within hsxCard/);
  });
});

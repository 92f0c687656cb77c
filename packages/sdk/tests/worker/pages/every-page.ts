/** Every page once, with the most it can show, so that a rule for all pages is tested on all of them. */
import { renderBilling } from '../../../src/worker/pages/billing-page.js';
import { renderCancelled } from '../../../src/worker/pages/cancelled-page.js';
import { renderError } from '../../../src/worker/pages/error-page.js';
import { renderFreeInstall } from '../../../src/worker/pages/free-install-page.js';
import { renderLinkOffer } from '../../../src/worker/pages/link-offer-page.js';
import { renderLinkSent } from '../../../src/worker/pages/link-sent-page.js';
import { renderPlans } from '../../../src/worker/pages/plans-page.js';
import type { PlansView } from '../../../src/worker/pages/plans-page.js';
import { renderReady } from '../../../src/worker/pages/ready-page.js';
import { renderSettingUp } from '../../../src/worker/pages/setting-up-page.js';

export const NONCE = 'bm9uY2UtMTIz';
export const TOKEN = 'form-token-1';
export const CONTINUE_URL = '/app';

/** Plans as the guide's `hs-x.toml` has them; the portal is on the free one. */
export const PLANS: PlansView['plans'] = [
  plan({
    name: 'free',
    title: 'Free',
    features: ['sync.basic'],
    limits: { records_per_month: 1_000, syncs: 1 },
    isFree: true,
    isSold: false,
    isCurrent: true,
  }),
  plan({
    name: 'team',
    title: 'Team',
    features: ['sync.basic', 'sync.bidirectional'],
    limits: { records_per_month: 50_000, syncs: 10 },
  }),
  plan({ name: 'scale', title: 'Scale', features: ['*'], limits: { records_per_month: -1, syncs: -1 } }),
];

type Choice = PlansView['plans'][number];

function plan(choice: Omit<Choice, 'isCurrent' | 'isFree' | 'isSold'> & Partial<Choice>): Choice {
  return { isCurrent: false, isFree: false, isSold: true, ...choice };
}

/** All pages by name; `text` stands wherever a page shows something it was given. */
export function everyPage(text: string): ReadonlyMap<string, string> {
  const view = { appName: text, nonce: NONCE };
  const form = { formAction: '/form', token: TOKEN };
  const to = { continueUrl: CONTINUE_URL, checkoutUrl: '/billing/checkout' };
  const trialEndsAt = Date.UTC(2026, 11, 5);
  return new Map([
    [
      'setting-up',
      renderSettingUp({
        ...view,
        ...to,
        pollUrl: '/poll',
        lateUrl: '/late',
        refreshUrl: '/done?check=1',
        portalName: text,
      }),
    ],
    ['ready', renderReady({ ...view, ...to, planTitle: text, status: 'trialing', trialEndsAt })],
    ['cancelled', renderCancelled({ ...view, ...to, freePlanTitle: text })],
    [
      'plans',
      renderPlans({
        ...view,
        ...form,
        ...to,
        plans: PLANS.map((each) => ({ ...each, title: text })),
        wishedPlan: null,
        isSelling: true,
        planEndsAt: null,
        trialDays: 14,
      }),
    ],
    [
      'billing',
      renderBilling({
        ...view,
        ...form,
        ...to,
        planTitle: text,
        status: 'active',
        trialEndsAt: null,
        cancelAt: null,
      }),
    ],
    ['link-offer', renderLinkOffer({ ...view, formAction: '/link', portalId: text })],
    ['link-sent', renderLinkSent(view)],
    ['free-install', renderFreeInstall({ ...view, ...to, planTitle: text, isTestAccount: true })],
    [
      'error',
      renderError({
        ...view,
        status: 400,
        title: text,
        message: text,
        hint: text,
        requestId: text,
        retryUrl: '/again',
      }),
    ],
  ]);
}

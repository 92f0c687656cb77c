import type { Instant } from '../../kernel/instant.js';
import { calendarDate } from './calendar-date.js';
import { featureLabel } from './feature-label.js';
import { icon } from './icons.js';
import { renderLayout } from './layout.js';
import type { PageView } from './layout.js';
import { limitLabel } from './limit-label.js';
import { markup } from './markup.js';
import type { Markup } from './markup.js';

/** One plan as the chooser shows it. */
export interface PlanChoice {
  /** The plan's name in `hs-x.toml`; sent as the form field `plan`. */
  readonly name: string;
  readonly title: string;
  /** Feature names; `*` is everything. */
  readonly features: readonly string[];
  /** Limits by name; -1 is unlimited. */
  readonly limits: Readonly<Record<string, number>>;
  /** Whether the portal is on this plan now; it cannot be chosen again. */
  readonly isCurrent: boolean;
  /** Whether the plan has no price; it leads to the app instead of Checkout. */
  readonly isFree: boolean;
  /** Whether it can be bought; a plan that is not free and has no price yet cannot. */
  readonly isSold: boolean;
}

/** What the plan chooser is made of. */
export interface PlansView extends PageView {
  /** In the order of `hs-x.toml`, lowest rank first. */
  readonly plans: readonly PlanChoice[];
  /** The plan a link was made for: its button stands out. Null: none was named. */
  readonly wishedPlan: string | null;
  /** Whether plans can be bought here; false: they are arranged with the app's maker, by invoice or through a partner. */
  readonly isSelling: boolean;
  /** When the current plan, given by invoice, partner or for a review, ends by itself; null: it does not. */
  readonly planEndsAt: Instant | null;
  /** Days of trial this portal would get; 0 when the app has none or the portal's is used. */
  readonly trialDays: number;
  /** Where a choice is sent with POST: the fields `token` and `plan`. */
  readonly formAction: string;
  /** Proves that the form is ours and whose it is; sent as `token`. */
  readonly token: string;
  /** Where the app is. */
  readonly continueUrl: string;
}

/** The plan chooser: one card a plan, one button each. Prices are the provider's and shown at Checkout; where nothing is sold there are no buttons. */
export function renderPlans(view: PlansView): string {
  const { title, lede } = view.isSelling ? forSale(view) : arranged(view);
  return renderLayout(view, {
    title,
    width: 'wide',
    body: markup`<div class="intro">
<h1>${title}</h1>
<p class="lede">${lede}</p>
</div>
<ul class="plans">${wishedFirst(view).map((plan) => planCard(plan, view))}</ul>
${wayOut(view)}`,
    hasPaymentNote: view.isSelling,
  });
}

interface Intro {
  readonly title: string;
  readonly lede: string;
}

function forSale(view: PlansView): Intro {
  const { trialDays } = view;
  const trial = trialDays > 0 ? `Paid plans start with a ${String(trialDays)}-day free trial. ` : '';
  const wished = view.plans.find((plan) => isWished(plan, view) && !plan.isCurrent);
  return {
    title: wished === undefined ? 'Choose a plan' : `Continue with ${wished.title}`,
    lede: `${trial}You see the full price, including any tax, at checkout before you confirm.`,
  };
}

function arranged({ appName }: PlansView): Intro {
  return {
    title: 'Plans',
    lede: `Plans of ${appName} are arranged by invoice or with the partner you bought it from. To change yours, write to them.`,
  };
}

function planCard(plan: PlanChoice, view: PlansView): Markup {
  const end = view.planEndsAt === null ? '' : ` until ${calendarDate(view.planEndsAt - 1)}`; // a whole day ends at the next one's midnight
  const current = plan.isCurrent ? markup`<span class="badge good">${`Current plan${end}`}</span>` : null;
  const wished = !plan.isCurrent && isWished(plan, view) ? markup`<span class="badge">Selected</span>` : null;
  return markup`<li class="card plan${plan.isCurrent || wished !== null ? ' current' : ''}">
<div class="plan-head"><h2>${plan.title}</h2>${current ?? wished}</div>
<ul class="includes">${contents(plan).map((line) => markup`<li>${icon('check')}<span>${line}</span></li>`)}</ul>
${choice(plan, view)}
</li>`;
}

function contents({ features, limits }: PlanChoice): readonly string[] {
  const limitLines = Object.entries(limits).map(([name, allowed]) => capitalised(limitLabel(name, allowed)));
  return [...features.map(featureLabel), ...limitLines];
}

/** The way to this plan. A paid customer goes back to free by cancelling on the billing page, not here. */
function choice(plan: PlanChoice, view: PlansView): Markup | null {
  const { plans, isSelling, wishedPlan, trialDays, formAction, token, continueUrl } = view;
  const isPaying = plans.some(({ isCurrent, isFree }) => isCurrent && !isFree);
  if (plan.isFree) {
    return isPaying
      ? null
      : markup`<a class="button plain" href="${continueUrl}">Continue with ${plan.title}</a>`;
  }
  if (plan.isCurrent || !isSelling || !plan.isSold) return null;
  const label = trialDays > 0 ? `Start ${String(trialDays)}-day free trial` : 'Subscribe';
  const isStanding = wishedPlan === null || isWished(plan, view);
  return markup`<form method="post" action="${formAction}">
<input type="hidden" name="token" value="${token}">
<input type="hidden" name="plan" value="${plan.name}">
<button class="${isStanding ? 'button' : 'button plain'}" type="submit" aria-label="${`${label}: ${plan.title}`}">${label}</button>
</form>`;
}

/** A link for those who want none of this now; a free plan's own button says the same already. */
function wayOut(view: PlansView): Markup | null {
  if (view.plans.some(({ isFree }) => isFree) && !isPaying(view)) return null;
  const words = view.isSelling ? 'Not now, continue' : 'Continue';
  return markup`<p class="below"><a href="${view.continueUrl}">${words} to ${view.appName}</a></p>`;
}

/** Whoever followed a link for a plan need not look for it. */
function wishedFirst(view: PlansView): readonly PlanChoice[] {
  return view.plans.toSorted((one, other) => Number(isWished(other, view)) - Number(isWished(one, view)));
}

function isWished({ name }: PlanChoice, { wishedPlan }: PlansView): boolean {
  return name === wishedPlan;
}

function isPaying({ plans }: PlansView): boolean {
  return plans.some(({ isCurrent, isFree }) => isCurrent && !isFree);
}

function capitalised(line: string): string {
  return line.charAt(0).toLocaleUpperCase('en') + line.slice(1);
}

import { describe, expect, it } from 'vitest';
import { renderPlans } from '../../../src/worker/pages/plans-page.js';
import type { PlansView } from '../../../src/worker/pages/plans-page.js';
import { CONTINUE_URL, NONCE, PLANS, TOKEN } from './every-page.js';

function plansPage(changed: Partial<PlansView> = {}): string {
  return renderPlans({
    appName: 'Fieldsync',
    nonce: NONCE,
    plans: PLANS,
    wishedPlan: null,
    isSelling: true,
    planEndsAt: null,
    trialDays: 14,
    formAction: '/billing/checkout',
    token: TOKEN,
    continueUrl: CONTINUE_URL,
    ...changed,
  });
}

const chosenPlans = (page: string): readonly string[] =>
  [...page.matchAll(/name="plan" value="([^"]*)"/g)].map(([, name]) => name!);

const onPlan = (current: string): PlansView['plans'] =>
  PLANS.map((plan) => ({ ...plan, isCurrent: plan.name === current }));

describe('the plan chooser', () => {
  it('offers each paid plan in a form of its own, and the free plan as a link into the app', () => {
    const page = plansPage();
    expect(chosenPlans(page)).toEqual(['team', 'scale']);
    expect(page).toContain(`<a class="button plain" href="${CONTINUE_URL}">Continue with Free</a>`);
  });

  it('names the days of trial on the buttons', () => {
    expect(plansPage().match(/>Start 14-day free trial<\/button/g)).toHaveLength(2);
  });

  it('says "Subscribe" and nothing of a trial when there is none', () => {
    const page = plansPage({ trialDays: 0 });
    expect(page.match(/>Subscribe<\/button/g)).toHaveLength(2);
    expect(page).not.toMatch(/trial/i);
  });

  it('tells the buttons apart for screen readers', () => {
    expect(plansPage()).toContain('aria-label="Start 14-day free trial: Team"');
  });

  it('marks the current plan and does not sell it again', () => {
    const page = plansPage({ plans: onPlan('team') });
    expect(page.match(/Current plan/g)).toHaveLength(1);
    expect(chosenPlans(page)).toEqual(['scale']);
  });

  it('does not offer the free plan as a way out of a paid one', () => {
    const page = plansPage({ plans: onPlan('team') });
    expect(page).not.toContain('Continue with Free');
    expect(page).toContain(`<a href="${CONTINUE_URL}">Not now, continue to Fieldsync</a>`);
  });

  it('sells nothing where plans are arranged by invoice or a partner, and says until when the present one runs', () => {
    const planEndsAt = Date.UTC(2027, 6, 1); // 30 June is the last whole day
    const page = plansPage({ isSelling: false, planEndsAt, plans: onPlan('team') });
    expect([chosenPlans(page), page.includes('checkout')]).toEqual([[], false]);
    expect(page).toContain('Current plan until 30 June 2027');
    expect(page).toContain('Plans of Fieldsync are arranged by invoice');
  });

  it('picks out the plan a link was made for, first, and still offers the others', () => {
    const page = plansPage({ wishedPlan: 'scale' });
    expect(chosenPlans(page)).toEqual(['scale', 'team']);
    expect(page).toContain('<h1>Continue with Scale</h1>');
    expect(page.match(/>Selected</g)).toHaveLength(1);
    expect(page).toMatch(/class="button plain" type="submit" aria-label="[^"]+: Team"/);
    expect(page).toMatch(/class="button" type="submit" aria-label="[^"]+: Scale"/);
  });

  it('offers no plan that costs something and has no price yet, and does not give it away either', () => {
    const page = plansPage({
      plans: PLANS.map((plan) => (plan.name === 'scale' ? { ...plan, isSold: false } : plan)),
    });
    expect([chosenPlans(page), page.includes('Continue with Scale')]).toEqual([['team'], false]);
  });

  it('shows features and limits in words', () => {
    const page = plansPage();
    for (const line of [
      'Sync · bidirectional',
      '50,000 records per month',
      '1 sync',
      'Everything',
      'Unlimited syncs',
    ]) {
      expect(page).toContain(`<span>${line}</span>`);
    }
  });
});

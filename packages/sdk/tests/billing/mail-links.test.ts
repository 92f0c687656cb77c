import { describe, expect, it } from 'vitest';
import { templates } from '../../../email/src/index.js';
import { hasMailLink, mailDataOf, type MailOccasion } from '../../src/billing/mail-links.js';
import type { Entitlement } from '../../src/contract/entitlement.js';
import { DAY_MS } from '../../src/kernel/instant.js';
import { NOW } from './given.js';

const ROW: Entitlement = {
  plan: 'team',
  status: 'active',
  source: 'stripe',
  subscriptionId: 'sub_1',
  updatedAt: NOW,
  adminEmail: 'ada@example.com',
};

function dataOf(template: string, data: MailOccasion['data'] = {}, row: Entitlement | null = ROW) {
  const billingUrl = 'https://app.example/billing';
  return mailDataOf({ template, data, portalId: '1234567', row, billingUrl, now: NOW });
}

describe('the data of a mail', () => {
  it.each(Object.entries(templates).filter(([name]) => hasMailLink(name)))(
    'of %s has only fields its template reads, its link and the account among them',
    (name, template) => {
      const fields = Object.keys(template.fields ?? {});
      const seen = Object.keys(dataOf(name));
      expect(fields).toEqual(expect.arrayContaining(seen));
      expect(seen.filter((field) => field.endsWith('Url'))).toHaveLength(1);
    },
  );

  it('leads to billing in every built-in mail but the operator’s and the report, which has a page of its own', () => {
    const others = Object.keys(templates).filter((name) => !hasMailLink(name));
    expect(others).toEqual(['operator-alert', 'usage-report']);
  });

  it('tells what was announced in the words of its template', () => {
    expect(dataOf('payment-failed', { nextAttemptAt: NOW })).toMatchObject({ retryAt: NOW });
    expect(dataOf('last-attempt', { graceEndsAt: NOW })).toMatchObject({ accessEndsAt: NOW });
    expect(dataOf('subscription-ended', { retentionEndsAt: NOW })).toMatchObject({ dataKeptUntil: NOW });
    expect(dataOf('plan-restored', { toPlan: 'Team' })).toMatchObject({ plan: 'Team' });
  });

  it('counts in kinds: limits are named in the plural', () => {
    const paused = { syncs: 9, inboxes: 1, custom_replies: 2 };
    expect(dataOf('plan-downgraded', { paused }).paused).toEqual([
      { kind: 'sync', count: 9 },
      { kind: 'inbox', count: 1 },
      { kind: 'custom reply', count: 2 },
    ]);
  });

  it('counts the days a trial has left from the moment the mail leaves', () => {
    expect(dataOf('trial-ending', { trialEndsAt: NOW + 3 * DAY_MS - 60_000 }).daysLeft).toBe(3);
    expect(dataOf('trial-ending', { trialEndsAt: NOW - DAY_MS }).daysLeft).toBe(0);
  });

  it('of a trial’s end offers an upgrade only to those who do not stay', () => {
    expect(dataOf('trial-ended')).toHaveProperty('manageUrl');
    expect(dataOf('trial-ended', {}, { ...ROW, status: 'canceled' })).toHaveProperty('upgradeUrl');
    expect(dataOf('trial-ended', {}, null)).toHaveProperty('upgradeUrl');
  });

  it('keeps the link an author gave', () => {
    expect(dataOf('setup-done', { openUrl: 'https://else.example' }).openUrl).toBe('https://else.example');
  });
});

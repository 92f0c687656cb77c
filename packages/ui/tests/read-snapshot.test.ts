import { describe, expect, it } from 'vitest';
import { readSnapshot } from '../src/wire/read-snapshot.js';
import { buildPaid, NOW, TEAM } from './support/build-snapshot.js';

describe('readSnapshot', () => {
  it('gives back what a server of the same version sends', () => {
    const snapshot = buildPaid({
      trialEndsAt: NOW,
      cancelAt: NOW,
      graceEndsAt: NOW,
      justUpgradedUntil: NOW,
      usage: [{ limit: 'syncs', used: null, allowed: -1, resetsAt: null }],
    });
    expect(readSnapshot(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'ok'],
    ['a list', []],
    ['an empty object', {}],
    ['no time', { ...buildPaid(), now: 'today' }],
    ['no readiness', { ...buildPaid(), isReady: 1 }],
    ['no access', { ...buildPaid(), hasAccess: undefined }],
    ['no features', { ...buildPaid(), features: 'all' }],
    ['no link', { ...buildPaid(), links: null }],
    [
      'a script for a link',
      { ...buildPaid(), links: { upgradeUrl: 'javascript:alert(1)', manageUrl: null } },
    ],
  ])('refuses %s', (_name, answer) => {
    expect(readSnapshot(answer)).toBeNull();
  });

  it('reads a state and a source it does not know as unknown, never as access', () => {
    const snapshot = readSnapshot({ ...buildPaid(), status: 'dormant', source: 'barter' });
    expect(snapshot).toMatchObject({ status: 'unknown', source: 'unknown' });
  });

  it('leaves out what it cannot read of plans, usage and features', () => {
    const snapshot = readSnapshot({
      ...buildPaid(),
      features: ['card.edit', 7, null],
      plans: [TEAM, 'scale', { title: 'no name' }],
      usage: [{ limit: 'syncs' }, { limit: 'syncs', allowed: 10, used: Number.NaN }],
      links: { upgradeUrl: 'https://app.example.com', manageUrl: 'data:text/html,x' },
    });
    expect(snapshot).toMatchObject({
      features: ['card.edit'],
      plans: [TEAM],
      usage: [{ limit: 'syncs', allowed: 10, used: null, resetsAt: null }],
      links: { upgradeUrl: 'https://app.example.com', manageUrl: null },
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../../src/providers/partner/decode.js';
import { message, NOW } from './message.js';

const DATA = { portalId: 51200417, plan: 'team', grantId: 'lic_81' };
const AT = '2026-11-20T08:59:00Z';
const event = (more: object = {}) => ({ type: 'grant.created', timestamp: AT, data: DATA, ...more });
const problemOf = (data: object, more: object = {}) => {
  const news = decode(message(event({ data: { ...DATA, ...data }, ...more })));
  return news.kind === 'unreadable' ? news.problem : news.kind;
};

describe('what a partner tells', () => {
  it.each(['grant.created', 'grant.updated'])('%s says plan, end and reason', (type) => {
    const data = { ...DATA, portalId: '51200417', until: '2027-06-30T00:00:00+02:00', reason: 'order 81' };
    expect(decode(message(event({ type, data })))).toEqual({
      kind: 'grantChanged',
      type,
      portalId: '51200417',
      grantId: 'lic_81',
      toldAt: NOW - 60_000,
      reason: 'order 81',
      terms: { plan: 'team', until: Date.UTC(2027, 5, 29, 22) },
    });
  });

  it('leaves out an end and a reason', () => {
    expect(decode(message(event({ data: { ...DATA, until: null } })))).toMatchObject({
      terms: { plan: 'team', until: null },
      reason: 'told by partner acme',
    });
  });

  it('takes back without naming a plan', () => {
    const data = { portalId: 51200417, grantId: 'lic_81' };
    expect(decode(message(event({ type: 'grant.revoked', data })))).toMatchObject({ terms: null });
  });

  it('keeps a remark to one line of 300 characters', () => {
    const data = { ...DATA, reason: `a\nb\u0000${'𝄞'.repeat(400)}` };
    expect(decode(message(event({ data })))).toMatchObject({ reason: `a b ${'𝄞'.repeat(296)}` });
  });

  it('of another type is ignored', () => {
    expect(decode(message(event({ type: 'seat.added' })))).toEqual({ kind: 'ignored', type: 'seat.added' });
  });
});

describe('what cannot be understood names the field, and nothing that was in it', () => {
  it.each([
    [{ portalId: 0 }, '"data.portalId" is no HubSpot portal id'],
    [{ portalId: 1.5 }, '"data.portalId" is no HubSpot portal id'],
    [{ grantId: 'a\nb' }, '"data.grantId" is no line of 1 to 80 characters'],
    [{ grantId: ' a' }, '"data.grantId" is no line of 1 to 80 characters'],
    [{ grantId: 'x'.repeat(81) }, '"data.grantId" is no line of 1 to 80 characters'],
    [{ plan: 7 }, '"data.plan" is no line of 1 to 80 characters'],
    [{ until: 1_800_000_000 }, /^"data.until" is no RFC 3339 time/],
    [{ until: '2027-13-01T00:00:00Z' }, /^"data.until" is no RFC 3339 time/],
  ])('%j', (data, problem) => {
    expect(problemOf(data)).toMatch(problem);
  });

  it('a time that is missing, or more than five minutes to come', () => {
    expect(problemOf({}, { timestamp: undefined })).toMatch(/^"timestamp" is no RFC 3339 time/);
    expect(problemOf({}, { timestamp: '2026-11-20T09:05:00Z' })).toBe('grantChanged');
    expect(problemOf({}, { timestamp: '2026-11-20T09:05:01Z' })).toBe('"timestamp" lies in the future');
  });

  it('never throws, whatever was sent', () => {
    const json = fc.json({ maxDepth: 4 });
    const near = fc.record({
      type: fc.constantFrom<unknown>('grant.created', 'grant.revoked', 7),
      timestamp: fc.anything(),
      data: fc.anything(),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          json,
          fc.string(),
          near.map((value) => safeJson(value)),
        ),
        (body) => {
          expect(['grantChanged', 'ignored', 'unreadable']).toContain(decode(message(body)).kind);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

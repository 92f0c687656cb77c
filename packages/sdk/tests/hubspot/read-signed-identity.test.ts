import { describe, expect, it } from 'vitest';

import { readSignedIdentity } from '../../src/hubspot/index.js';
import { hsxErrorOf } from './hsx-error-of.js';

const read = (query: string): unknown => readSignedIdentity(new URLSearchParams(query));

describe('the caller behind hubspot.fetch', () => {
  it('is who the signed query names', () => {
    expect(read('userId=456&portalId=62515&userEmail=jo%2Bx%40example.com&appId=54321&page=2')).toEqual({
      portalId: '62515',
      userId: '456',
      userEmail: 'jo+x@example.com',
      appId: '54321',
    });
  });

  it('has no user where HubSpot names none', () => {
    expect(read('portalId=62515&userEmail=')).toEqual({
      portalId: '62515',
      userId: null,
      userEmail: null,
      appId: null,
    });
  });

  it.each([
    'portalId=1&portalId=62515',
    'portalId=62515&portalId=62515',
    'portalId=62515&userEmail=a%40b.example&userEmail=c%40d.example',
    'portalId=62515&userId=1&userId=',
    'portalId=62515&appId=1&app%49d=2',
  ])('cannot be told when a parameter is doubled: %s', async (query) => {
    const error = await hsxErrorOf(() => read(query));
    expect(error.code).toBe('REQUEST_INVALID');
    expect(error.message).toContain('appears 2 times');
  });

  it.each([
    '',
    'portalId=',
    'portalId=0',
    'portalId=-1',
    'portalId=1.5',
    'portalId=1e3',
    'portalId=62515%20',
    'portalid=62515',
  ])('cannot be told when the portal is no portal: "%s"', async (query) => {
    expect((await hsxErrorOf(() => read(query))).code).toBe('REQUEST_INVALID');
  });
});

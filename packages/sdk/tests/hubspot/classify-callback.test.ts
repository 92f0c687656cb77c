import { describe, expect, it } from 'vitest';

import { classifyCallback } from '../../src/hubspot/index.js';

const RETURN = 'https://app.hubspot.com/return';
const classify = (query: string): unknown => classifyCallback(new URLSearchParams(query));

describe('a visit to the OAuth callback', () => {
  it('is an answer to our own link when it has a code and a state', () => {
    expect(classify('code=c1&state=s1')).toEqual({
      kind: 'standard',
      code: 'c1',
      state: 's1',
      returnUrl: null,
    });
  });

  it('is a plain Marketplace install when it has a code and a return URL but no state', () => {
    expect(classify(`code=c1&returnUrl=${RETURN}`)).toEqual({
      kind: 'marketplacePlain',
      code: 'c1',
      returnUrl: RETURN,
    });
  });

  it('must have a valid state as soon as it has one, return URL or not', () => {
    expect(classify(`code=c1&state=s1&returnUrl=${RETURN}`)).toEqual({
      kind: 'standard',
      code: 'c1',
      state: 's1',
      returnUrl: RETURN,
    });
  });

  it('is leg 1 of a Marketplace install with sign-in when the step is "authorize"', () => {
    expect(classify(`step=authorize&returnUrl=${RETURN}`)).toEqual({
      kind: 'marketplaceAuthorize',
      returnUrl: RETURN,
    });
  });

  it('is leg 2 when the step is "finalize" with code, state and return URL', () => {
    expect(classify(`step=finalize&code=c1&state=s1&returnUrl=${RETURN}`)).toEqual({
      kind: 'marketplaceFinalize',
      code: 'c1',
      state: 's1',
      returnUrl: RETURN,
    });
  });

  it("carries HubSpot's words when consent was refused, whatever else is there", () => {
    const query = 'error=access_denied&error_description=The%20user%20denied%20access&state=s1&code=c1';
    expect(classify(query)).toEqual({
      kind: 'refused',
      error: 'access_denied',
      description: 'The user denied access',
    });
    expect(classify('error=access_denied')).toMatchObject({ description: null });
  });

  it.each([
    ['', 'The parameter "code" is missing.'],
    ['state=s1', 'The parameter "code" is missing.'],
    ['code=&state=s1', 'The parameter "code" is missing.'],
    [
      'code=c1',
      'The parameter "state" is missing; only a Marketplace install, with "returnUrl", comes without it.',
    ],
    [
      'code=c1&state=&returnUrl=',
      'The parameter "state" is missing; only a Marketplace install, with "returnUrl", comes without it.',
    ],
    ['step=authorize', 'The parameter "returnUrl" is missing for step "authorize".'],
    ['step=finalize&code=c1', 'Missing for step "finalize": state, returnUrl.'],
    [`step=finalize&code=c1&returnUrl=${RETURN}`, 'Missing for step "finalize": state.'],
    ['step=Authorize&returnUrl=x', 'The parameter "step" is neither "authorize" nor "finalize".'],
    ['code=c1&code=c2&state=s1', 'The parameter "code" appears more than once.'],
    ['code=c1&state=s1&state=', 'The parameter "state" appears more than once.'],
    ['step=authorize&returnUrl=a&returnUrl=b', 'The parameter "returnUrl" appears more than once.'],
    ['error=access_denied&error=', 'The parameter "error" appears more than once.'],
  ])('is malformed when it is "%s"', (query, problem) => {
    expect(classify(query)).toEqual({ kind: 'malformed', problem });
  });
});

import { describe, expect, it } from 'vitest';

import { createOauthStates, type OauthStates } from '../../src/hubspot/index.js';
import { createTokenSigner } from '../../src/kernel/signed-token.js';
import { createInMemoryOnceStore } from '../../src/testing/in-memory-once-store.js';
import { hsxErrorOf } from './hsx-error-of.js';

const NOW = Date.UTC(2026, 10, 20, 9, 0, 0);

function statesWith(secret: string): { states: OauthStates; clock: { at: number } } {
  const clock = { at: NOW };
  const states = createOauthStates({
    signer: createTokenSigner([secret]),
    onceStore: createInMemoryOnceStore(),
    clock: { now: () => clock.at },
  });
  return { states, clock };
}

async function reasonOf(states: OauthStates, text: string | null): Promise<unknown> {
  const error = await hsxErrorOf(() => states.readState(text));
  expect(error.code).toBe('OAUTH_STATE_INVALID');
  expect(error.hint).toBe('Start the install again from the install link.');
  return error.details.reason;
}

describe('the OAuth state', () => {
  it('carries its claims through HubSpot and back', async () => {
    const { states } = statesWith('a-secret-of-length-16');
    expect(await states.readState(await states.createState({ returnTo: '/settings' }))).toEqual({
      returnTo: '/settings',
    });
    expect(await states.readState(await states.createState())).toEqual({});
  });

  it('needs no escaping in an address', async () => {
    const { states } = statesWith('a-secret-of-length-16');
    const state = await states.createState({ returnTo: '/ü?a=b&c' });
    expect(encodeURIComponent(state)).toBe(state);
  });

  it('differs each time', async () => {
    const { states } = statesWith('a-secret-of-length-16');
    expect(await states.createState()).not.toBe(await states.createState());
  });

  it('is refused when it is missing or empty', async () => {
    const { states } = statesWith('a-secret-of-length-16');
    expect(await reasonOf(states, null)).toBe('missing');
    expect(await reasonOf(states, '')).toBe('missing');
  });

  it('is refused when somebody else made or altered it', async () => {
    const { states } = statesWith('a-secret-of-length-16');
    const state = await states.createState();
    const foreign = await statesWith('another-secret-of-16').states.createState();
    for (const text of [foreign, `${state}x`, `x${state}`, state.slice(0, -1), 'x', '.', 'a.b.c']) {
      expect(await reasonOf(states, text)).toBe('forged');
    }
  });

  it('is refused when it was signed for another purpose', async () => {
    const { states } = statesWith('a-secret-of-length-16');
    const signer = createTokenSigner(['a-secret-of-length-16']);
    const token = { purpose: 'done-page', claims: { nonce: 'n' }, expiresAt: NOW + 60_000 };
    expect(await reasonOf(states, await signer.sign(token))).toBe('forged');
  });

  it('lives for ten minutes and not a millisecond longer', async () => {
    const { states, clock } = statesWith('a-secret-of-length-16');
    const first = await states.createState();
    const second = await states.createState();
    clock.at = NOW + 599_999;
    await states.readState(first);
    clock.at = NOW + 600_000;
    expect(await reasonOf(states, second)).toBe('expired');
  });

  it('works once, also for two callbacks at the same moment', async () => {
    const { states } = statesWith('a-secret-of-length-16');
    const state = await states.createState();
    const results = await Promise.allSettled([states.readState(state), states.readState(state)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await reasonOf(states, state)).toBe('used');
  });
});

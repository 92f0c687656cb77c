import { describe, expect, it } from 'vitest';

import {
  createTokenClient,
  createTokenSource,
  saveInstalledTokens,
  type InstallTokenStore,
  type TokenSource,
} from '../../src/hubspot/index.js';
import { createEncryption } from '../../src/kernel/encryption.js';
import type { AccountKey } from '../../src/kernel/ids.js';
import { createLogger, jsonLines } from '../../src/kernel/logger.js';
import { createInMemoryInstallTokenStore } from '../../src/testing/in-memory-install-token-store.js';
import { hsxErrorOf } from './hsx-error-of.js';
import {
  json,
  refusal,
  scriptedHubspot,
  tokens,
  type Answer,
  type RecordedCall,
} from './scripted-hubspot.js';

const NOW = Date.UTC(2026, 10, 20, 9, 0, 0);
const KEY: AccountKey = { app: 'enricher', mode: 'test', portalId: '62515' };
const ENCRYPTION_SECRET = 'an-encryption-secret-of-some-length';

interface World {
  readonly store: InstallTokenStore;
  readonly clock: { at: number };
  readonly lines: string[];
  readonly calls: readonly RecordedCall[];
  /** A token source of another process: the same store and HubSpot, nothing else shared. */
  newProcess(secrets?: readonly [string, ...string[]], more?: { sharesWork: boolean }): TokenSource;
}

/** Installs with the tokens `access-<name>` and `na1-refresh-<name>`. */
function install(
  store: InstallTokenStore,
  name: string,
  issuedAt: number,
  scopes = ['oauth'],
): Promise<void> {
  const issued = { accessToken: `access-${name}`, refreshToken: `na1-refresh-${name}`, issuedAt };
  return saveInstalledTokens({
    store,
    encryption: createEncryption([ENCRYPTION_SECRET]),
    key: KEY,
    installed: {
      tokens: { ...issued, accessExpiresAt: issuedAt + 1_800_000, scopes: ['ignored'], userId: 'ignored' },
      scopes,
      userId: '7',
    },
  });
}

/** A portal that installed at NOW with the tokens `access-0` and `na1-refresh-0`. */
async function installedWorld(answer: (call: RecordedCall) => Answer): Promise<World> {
  const store = createInMemoryInstallTokenStore();
  const clock = { at: NOW };
  const lines: string[] = [];
  const hubspot = scriptedHubspot({ '/oauth/2026-09/token': answer });
  await install(store, '0', NOW);
  return {
    store,
    clock,
    lines,
    calls: hubspot.calls,
    newProcess: (secrets = [ENCRYPTION_SECRET], more = { sharesWork: true }) =>
      createTokenSource({
        ...more,
        store,
        clock: { now: () => clock.at },
        encryption: createEncryption(secrets),
        logger: createLogger(jsonLines((line) => lines.push(line))),
        client: createTokenClient({
          clientId: 'client-1',
          clientSecret: 'the-client-secret',
          redirectUri: 'https://app.example.com/oauth/callback',
          clock: { now: () => clock.at },
          fetch: hubspot.fetch,
        }),
      }),
  };
}

/** HubSpot that issues `access-1`, `access-2`, … and answers after everyone else had a turn. */
function issuing({ rotates }: { rotates: boolean }): (call: RecordedCall) => Promise<Response> {
  let alive = 'na1-refresh-0';
  let count = 0;
  return async (call) => {
    const isAlive = call.form.get('refresh_token') === alive;
    if (isAlive) count += 1;
    const answer = isAlive
      ? tokens(String(count), rotates ? {} : { refresh_token: alive })
      : refusal('BAD_REFRESH_TOKEN');
    if (isAlive && rotates) alive = `na1-refresh-${count}`;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return answer;
  };
}

describe('an access token', () => {
  it('is the stored one while it has 60 seconds left', async () => {
    const world = await installedWorld(issuing({ rotates: false }));
    world.clock.at = NOW + 1_800_000 - 60_000;
    expect(await world.newProcess().accessToken(KEY)).toBe('access-0');
    expect(world.calls).toHaveLength(0);
  });

  it('is renewed when it has less', async () => {
    const world = await installedWorld(issuing({ rotates: false }));
    world.clock.at = NOW + 1_800_000 - 59_999;
    const source = world.newProcess();
    expect(await source.accessToken(KEY)).toBe('access-1');
    expect(await source.accessToken(KEY)).toBe('access-1');
    expect(world.calls).toHaveLength(1);
    expect((await world.store.load(KEY)).tokens).toMatchObject({
      accessExpiresAt: world.clock.at + 1_800_000,
      issuedAt: world.clock.at,
      scopes: ['oauth'],
      userId: '7',
    });
  });

  it('is renewed once for 50 callers at the same moment', async () => {
    const world = await installedWorld(issuing({ rotates: true }));
    world.clock.at = NOW + 3_600_000;
    const source = world.newProcess();
    const answers = await Promise.all(Array.from({ length: 50 }, () => source.accessToken(KEY)));
    expect(new Set(answers)).toEqual(new Set(['access-1']));
    expect(world.calls).toHaveLength(1);
  });

  it('is the same for callers at the same moment that may not wait for each other’s work', async () => {
    const world = await installedWorld(issuing({ rotates: false }));
    world.clock.at = NOW + 1_800_000;
    const source = world.newProcess([ENCRYPTION_SECRET], { sharesWork: false });
    const all = await Promise.all([source.accessToken(KEY), source.accessToken(KEY)]);
    expect(new Set(all).size).toBe(1);
    expect(world.calls).toHaveLength(2);
  });

  it('is renewed with the refresh token that came last', async () => {
    const world = await installedWorld(issuing({ rotates: true }));
    const source = world.newProcess();
    for (const expected of ['access-1', 'access-2', 'access-3']) {
      world.clock.at += 3_600_000;
      expect(await source.accessToken(KEY)).toBe(expected);
    }
    expect(world.calls.map((call) => call.form.get('refresh_token'))).toEqual([
      'na1-refresh-0',
      'na1-refresh-1',
      'na1-refresh-2',
    ]);
  });

  it('is the same in two processes that renew at the same moment', async () => {
    const world = await installedWorld(issuing({ rotates: false }));
    world.clock.at = NOW + 3_600_000;
    const [first, second] = await Promise.all([
      world.newProcess().accessToken(KEY),
      world.newProcess().accessToken(KEY),
    ]);
    expect(first).toBe(second);
    expect((await world.store.load(KEY)).version).toBe(2);
  });

  it('is had by a process whose refresh token was rotated away by another one in the same moment', async () => {
    const world = await installedWorld(issuing({ rotates: true }));
    world.clock.at = NOW + 3_600_000;
    const sources = Array.from({ length: 4 }, () => world.newProcess());
    const answers = await Promise.all(sources.map((source) => source.accessToken(KEY)));
    expect(new Set(answers)).toEqual(new Set(['access-1']));
  });

  it('comes from the later install when the portal installs again during a renewal', async () => {
    const world = await installedWorld(async () => {
      await install(world.store, 'reinstall', world.clock.at);
      return tokens('of-the-former-install');
    });
    world.clock.at = NOW + 3_600_000;
    expect(await world.newProcess().accessToken(KEY)).toBe('access-reinstall');
  });

  it('is not given and not stored when the app was uninstalled during a renewal', async () => {
    const world = await installedWorld(async () => {
      const { version } = await world.store.load(KEY);
      await world.store.remove({ key: KEY, expectedVersion: version });
      return tokens('of-the-former-install');
    });
    world.clock.at = NOW + 3_600_000;
    expect((await hsxErrorOf(() => world.newProcess().accessToken(KEY))).code).toBe('INSTALL_REVOKED');
    expect((await world.store.load(KEY)).tokens).toBeNull();
  });

  it('of one portal does not wait for another portal', async () => {
    const world = await installedWorld(issuing({ rotates: false }));
    const source = world.newProcess();
    const other = { ...KEY, portalId: '62516' };
    const [answer, error] = await Promise.all([
      source.accessToken(KEY),
      hsxErrorOf(() => source.accessToken(other)),
    ]);
    expect(answer).toBe('access-0');
    expect(error.code).toBe('INSTALL_REVOKED');
  });
});

describe('a renewal that fails', () => {
  it.each([
    ['the install is gone', () => refusal('BAD_REFRESH_TOKEN'), 'INSTALL_REVOKED'],
    ['the secret is wrong', () => refusal('BAD_CLIENT_SECRET', 401), 'HUBSPOT_MISCONFIGURED'],
    ['HubSpot is down', () => json({}, 503), 'HUBSPOT_UNAVAILABLE'],
  ])('leaves the stored tokens as they are when %s', async (_why, answer, code) => {
    const world = await installedWorld(answer);
    const before = await world.store.load(KEY);
    world.clock.at = NOW + 3_600_000;
    expect((await hsxErrorOf(() => world.newProcess().accessToken(KEY))).code).toBe(code);
    expect(await world.store.load(KEY)).toEqual(before);
  });

  it('is tried again by the next caller', async () => {
    const good = issuing({ rotates: false });
    let isDown = true;
    const world = await installedWorld((call) => (isDown ? json({}, 503) : good(call)));
    world.clock.at = NOW + 3_600_000;
    const source = world.newProcess();
    await hsxErrorOf(() => source.accessToken(KEY));
    isDown = false;
    expect(await source.accessToken(KEY)).toBe('access-1');
  });
});

describe('tokens at rest', () => {
  it('are unreadable in the store and absent from the log', async () => {
    const world = await installedWorld(issuing({ rotates: true }));
    world.clock.at = NOW + 3_600_000;
    await world.newProcess().accessToken(KEY);
    const stored = JSON.stringify(await world.store.load(KEY));
    expect(stored).not.toMatch(/access-\d|na1-refresh/);
    expect(world.lines).toHaveLength(1);
    expect(world.lines.join('')).not.toMatch(/access-\d|na1-refresh/);
  });

  it('open with an older key during a rotation and are sealed anew with the first', async () => {
    const world = await installedWorld(issuing({ rotates: false }));
    const newSecret = 'a-newer-encryption-secret-of-length';
    expect(await world.newProcess([newSecret, ENCRYPTION_SECRET]).accessToken(KEY)).toBe('access-0');
    world.clock.at = NOW + 3_600_000;
    expect(await world.newProcess([newSecret, ENCRYPTION_SECRET]).accessToken(KEY)).toBe('access-1');
    expect(await world.newProcess([newSecret]).accessToken(KEY)).toBe('access-1');
  });

  it('are reported as unreadable, not as uninstalled, when the key is gone', async () => {
    const world = await installedWorld(issuing({ rotates: false }));
    const error = await hsxErrorOf(() =>
      world.newProcess(['an-unrelated-encryption-secret']).accessToken(KEY),
    );
    expect(error.code).toBe('ENVIRONMENT_INVALID');
    expect(error.message).toContain('portal 62515');
  });

  it("do not open in another portal's row, in another app's row, or in the other column", async () => {
    const world = await installedWorld(issuing({ rotates: false }));
    const stolen = (await world.store.load(KEY)).tokens!;
    for (const key of [
      { ...KEY, portalId: '1' },
      { ...KEY, app: 'other' },
      { ...KEY, mode: 'live' as const },
    ]) {
      await world.store.save({ key, expectedVersion: 0, tokens: stolen });
      expect((await hsxErrorOf(() => world.newProcess().accessToken(key))).code).toBe('ENVIRONMENT_INVALID');
    }
    const swapped = { ...stolen, sealedAccessToken: stolen.sealedRefreshToken };
    await world.store.save({ key: KEY, expectedVersion: 1, tokens: swapped });
    expect((await hsxErrorOf(() => world.newProcess().accessToken(KEY))).code).toBe('ENVIRONMENT_INVALID');
  });

  it('of a new install replace those of the former one', async () => {
    const world = await installedWorld(issuing({ rotates: false }));
    await install(world.store, 'reinstall', NOW, ['oauth', 'tickets']);
    expect(await world.newProcess().accessToken(KEY)).toBe('access-reinstall');
    expect((await world.store.load(KEY)).tokens).toMatchObject({ scopes: ['oauth', 'tickets'], userId: '7' });
  });
});

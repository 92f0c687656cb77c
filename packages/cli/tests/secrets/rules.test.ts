import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { SecretValueState } from '@hs-x/sdk/admin';
import { afterEach, describe, expect, it, test } from 'vitest';
import { findAppFolder } from '../../src/app-folder/app-folder.js';
import { setInEnvText } from '../../src/secrets/env-text.js';
import { knownSecret } from '../../src/secrets/known-secret.js';
import { putWorkerSecret } from '../../src/secrets/worker-secrets.js';
import { mayRetire } from '../../src/secrets/retirement.js';
import { readVault, vaultFile, writeVault } from '../../src/secrets/secret-vault.js';
import { liveValues, withLastInFront, withoutFormer, withValue } from '../../src/secrets/secret-values.js';
import { createFixtureApp, type FixtureApp } from '../fixture-app.js';

const NOW = Date.UTC(2026, 10, 21, 9);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const value = (state: Partial<SecretValueState> = {}): SecretValueState => ({
  fingerprint: 'aaaaaaaa',
  firstSeenAt: NOW - DAY,
  lastUsedAt: null,
  lastProbedAt: null,
  sealed: null,
  ...state,
});

describe('a former webhook secret', () => {
  const judge = (present: Partial<SecretValueState>, former: Partial<SecretValueState>) =>
    mayRetire('STRIPE_WEBHOOK_SECRET', { present: value(present), former: value(former), now: NOW });

  it('stays until the app has run with the present one', () => {
    expect(judge({ firstSeenAt: null }, {})).toMatchObject({ kind: 'notYet', until: null });
  });

  it('is not the one that was added behind and is to come: that is brought to the front first', () => {
    expect(judge({ firstSeenAt: NOW - DAY, lastUsedAt: NOW }, { firstSeenAt: NOW - 1 })).toMatchObject({
      kind: 'notYet',
      reason: expect.stringContaining('--to-front') as string,
    });
  });

  it('stays until something was proven under the present one', () => {
    expect(judge({}, {})).toMatchObject({
      kind: 'notYet',
      reason: expect.stringContaining('drill') as string,
    });
    expect(judge({ lastUsedAt: NOW }, {})).toEqual({ kind: 'safe' });
  });

  it('stays after a drill alone: that the app accepts the present value says nothing of who signs with it', () => {
    expect(judge({ lastProbedAt: NOW }, { firstSeenAt: NOW - 9 * DAY })).toMatchObject({
      kind: 'notYet',
      until: null,
      reason: expect.stringContaining('nothing genuine has come under it yet') as string,
    });
  });

  it('of the operators may go after a drill: they sign with it themselves', () => {
    const state = { present: value({ lastProbedAt: NOW }), former: value(), now: NOW };
    expect(mayRetire('HSX_ADMIN_SECRET', state)).toEqual({ kind: 'safe' });
  });

  it('stays for a day after it was last needed', () => {
    expect(judge({ lastUsedAt: NOW }, { lastUsedAt: NOW - DAY + 1 })).toMatchObject({ until: NOW + 1 });
    expect(judge({ lastUsedAt: NOW }, { lastUsedAt: NOW - DAY })).toEqual({ kind: 'safe' });
  });
});

describe('a former HSX_SECRET', () => {
  const judge = (firstSeenAt: number, sealed: { tokens: number; bodies: number }) =>
    mayRetire('HSX_SECRET', {
      present: value({ firstSeenAt }),
      former: value({ sealed, firstSeenAt: NOW - 90 * DAY }),
      now: NOW,
    });

  it('stays while a token or a stored webhook is encrypted under it', () => {
    expect(judge(NOW - 40 * DAY, { tokens: 2, bodies: 0 })).toMatchObject({
      reason: expect.stringContaining('2 install tokens') as string,
    });
    expect(judge(NOW - 40 * DAY, { tokens: 0, bodies: 1 })).toMatchObject({ kind: 'notYet' });
  });

  it('stays thirty days from when it was last in front, however long the present one has stood behind it', () => {
    const state = (lastUsedAt: number) => ({
      present: value({ firstSeenAt: NOW - 60 * DAY }),
      former: value({ firstSeenAt: NOW - 90 * DAY, lastUsedAt, sealed: { tokens: 0, bodies: 0 } }),
      now: NOW,
    });
    expect(mayRetire('HSX_SECRET', state(NOW - 6 * HOUR))).toMatchObject({ until: NOW + 30 * DAY });
    expect(mayRetire('HSX_SECRET', state(NOW - 30 * DAY - 6 * HOUR))).toEqual({ kind: 'safe' });
  });

  it('stays as long as links made with it work, thirty days, and then may go', () => {
    expect(judge(NOW - 30 * DAY + 1, { tokens: 0, bodies: 0 })).toMatchObject({ until: NOW + 1 });
    expect(judge(NOW - 30 * DAY, { tokens: 0, bodies: 0 })).toEqual({ kind: 'safe' });
  });
});

test('a new value stands in front of the present one, or behind it and later in front; a present one is never retired', () => {
  const secret = knownSecret('STRIPE_WEBHOOK_SECRET');
  const old = liveValues(secret, ' whsec_old ,');
  expect(withValue(secret, old, { value: 'whsec_new', place: 'front' })).toEqual(['whsec_new', 'whsec_old']);
  const behind = withValue(secret, old, { value: 'whsec_new', place: 'behind' });
  expect(withLastInFront(secret, behind)).toEqual(['whsec_new', 'whsec_old']);
  expect(withoutFormer(secret, ['whsec_new', 'whsec_old'], 1)).toEqual(['whsec_new']);
  expect(() => withoutFormer(secret, ['whsec_new', 'whsec_old'], 0)).toThrow('present value');
  expect(() => withoutFormer(secret, ['whsec_new'], 0)).toThrow('only one value');
  expect(() => withValue(secret, old, { value: 'sk_test_0123', place: 'front' })).toThrow(/^(?!.*sk_test)/);
});

test('.env keeps its other lines, and gives back every value it takes', () => {
  const before = '# keys\nA=1\nexport HSX_SECRET=old\n\nHSX_SECRET="older"\nB="two words"\n';
  expect(setInEnvText(before, 'HSX_SECRET', 'new,old')).toBe(
    '# keys\nA=1\n\nHSX_SECRET=new,old\nB="two words"\n',
  );
  for (const text of [
    'plain',
    'a#b',
    'two words',
    `it's`,
    'say "hi"',
    'acme=whsec_a,whsec_b; globex=whsec_c',
    '$HOME',
    'a\\nb',
  ]) {
    expect(parseEnv(setInEnvText('X=1', 'NAME', text)).NAME).toBe(text);
  }
  expect(() => setInEnvText('', 'NAME', 'a\nb')).toThrow('line breaks');
});

describe('the encrypted file', () => {
  let app: FixtureApp | undefined;
  let home: string | undefined;
  const former = process.env.XDG_CONFIG_HOME;
  afterEach(() => {
    app?.remove();
    if (home !== undefined) rmSync(home, { recursive: true });
    if (former === undefined) delete process.env.XDG_CONFIG_HOME;
    else process.env.XDG_CONFIG_HOME = former;
  });

  it('holds nothing readable, opens with its key alone, and both are their owner’s only', () => {
    app = createFixtureApp();
    home = mkdtempSync(join(tmpdir(), 'hs-x-home-'));
    process.env.XDG_CONFIG_HOME = home;
    const folder = findAppFolder(app.path);
    writeVault(folder, { AIRTABLE_TOKEN: { text: 'pat-very-secret', setAt: NOW } });
    const text = readFileSync(vaultFile(folder), 'utf8');
    expect(text).not.toMatch(/pat-very-secret|AIRTABLE/);
    expect(readVault(folder)).toEqual({ AIRTABLE_TOKEN: { text: 'pat-very-secret', setAt: NOW } });
    const keyFile = join(home, 'hs-x', 'vault.key');
    for (const file of [vaultFile(folder), keyFile]) expect(statSync(file).mode & 0o777).toBe(0o600);
    rmSync(keyFile);
    expect(() => readVault(folder)).toThrow('is not there');
    writeVault(folder, {}); // another key is made; the file of the former one does not open with it
    app.write('.hs-x/secrets.enc', text);
    expect(() => readVault(folder)).toThrow('another key');
  });
});

test('Wrangler is given a secret on its standard input, never as an argument', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hs-x-wrangler-'));
  const script = `const { readFileSync, writeFileSync } = require('node:fs');
    writeFileSync('seen.json', JSON.stringify({ args: process.argv.slice(1), input: readFileSync(0, 'utf8') }));`;
  const wrangler = [process.execPath, '-e', script] as const;
  await putWorkerSecret({ folder, name: 'HSX_SECRET', text: 'the-value' }, wrangler);
  expect(JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8'))).toEqual({
    args: ['secret', 'put', 'HSX_SECRET'],
    input: 'the-value\n',
  });
  const failing = putWorkerSecret({ folder, name: 'X', text: 'y' }, [
    process.execPath,
    '-e',
    'process.exit(3)',
  ]);
  await expect(failing).rejects.toMatchObject({ code: 'WRANGLER_FAILED' });
  rmSync(folder, { recursive: true });
});

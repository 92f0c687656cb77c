import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appSecrets } from '../src/app-folder/app-secrets.js';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hs-x-secrets-'));
  file = join(folder, '.hs-x', 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (): number => statSync(file).mode & 0o777;

test('the first start makes secrets that only the owner can read; later starts find the same', () => {
  const first = appSecrets(file);
  expect(modeOf()).toBe(0o600);
  expect(first.HSX_SECRET.length).toBeGreaterThanOrEqual(32);
  expect(first.STRIPE_SECRET).toMatch(/^sk_test_/);
  expect(appSecrets(file)).toEqual(first);
});

test('a file others can read is closed again', () => {
  appSecrets(file);
  chmodSync(file, 0o644);
  appSecrets(file);
  expect(modeOf()).toBe(0o600);
});

test('a damaged file is refused without its content', () => {
  appSecrets(file);
  const { HSX_SECRET } = JSON.parse(readFileSync(file, 'utf8')) as { HSX_SECRET: string };
  writeFileSync(file, JSON.stringify({ HSX_SECRET }));
  expect(() => appSecrets(file)).toThrow(expect.objectContaining({ code: 'SECRETS_UNREADABLE' }));
  expect(() => appSecrets(file)).not.toThrow(new RegExp(HSX_SECRET));
});

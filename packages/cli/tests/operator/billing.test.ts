import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PortalDetails, PortalSummary } from '@hs-x/sdk/admin';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PORTALS } from '../../src/demo/demo-world.js';
import { installApp } from '../../src/demo/person-acts.js';
import { FIXTURE_CONFIG } from '../fixture-app.js';
import { FREE, PAYING, startOperatorWorld, type OperatorWorld, type Way } from './operator-world.js';

const WAYS: readonly Way[] = ['file', 'http'];
const UNKNOWN = '51200418';

interface ListDocument {
  readonly portals: readonly PortalSummary[];
  readonly next: string | null;
}

let world: OperatorWorld;
beforeAll(async () => {
  world = await startOperatorWorld();
});
afterAll(() => world.close());

/** A command's JSON document, with the exit code. */
async function json<Document = Readonly<Record<string, unknown>>>(
  way: Way,
  ...args: readonly string[]
): Promise<Document & { readonly exitCode: number }> {
  const { exitCode, output, errors } = await world.billing(way, [...args, '--json']);
  expect([errors, output.split('\n').length]).toEqual(['', 1]);
  return { exitCode, ...(JSON.parse(output) as Document) };
}

/** The shape of a JSON document: its names. Values and what may be null differ from run to run; their types are the port's. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return '…';
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}

describe.each(WAYS)('over %s', (way) => {
  test('list shows every portal with plan, status and access', async () => {
    const { exitCode, output } = await world.billing(way, ['list']);
    expect(exitCode).toBe(0);
    expect(output).toMatch(new RegExp(`${PAYING} +team +trialing +yes +stripe`));
    expect(output).toMatch(new RegExp(`${FREE} +free +trialing +yes`));
  });

  test('list filters, sorts and pages', async () => {
    expect((await json(way, 'list', '--plan', 'team')).portals).toMatchObject([{ portalId: PAYING }]);
    const ids = ({ portals }: ListDocument) => portals.map(({ portalId }) => portalId);
    expect(ids(await json<ListDocument>(way, 'list', '--sort', 'plan'))).toEqual([FREE, PAYING]);
    expect(ids(await json<ListDocument>(way, 'list', '--sort', 'plan', '--descending'))).toEqual([
      PAYING,
      FREE,
    ]);
    const first = await json<ListDocument>(way, 'list', '--limit', '1');
    expect(ids(first)).toEqual([PAYING]);
    expect(ids(await json<ListDocument>(way, 'list', '--limit', '1', '--after', first.next ?? ''))).toEqual([
      FREE,
    ]);
    expect(ids(await json<ListDocument>(way, 'list', '--limit', '1', '--all'))).toEqual([PAYING, FREE]);
    expect((await world.billing(way, ['list', '--limit', '1'])).output).toContain(
      'There are more: add --after',
    );
    expect((await world.billing(way, ['list', '--search', 'nobody'])).output).toBe('No portals.');
  });

  test.each([
    ['list', ['list']],
    ['show', ['show', PAYING]],
    ['explain', ['explain', PAYING, 'card.edit']],
    ['alerts', ['alerts']],
    ['link', ['link', PAYING]],
    ['sync', ['sync', PAYING]],
    ['reconcile', ['reconcile']],
  ])('the JSON of %s keeps its shape', async (name, args) => {
    const { exitCode, ...document } = await json(way, ...args);
    expect(exitCode).toBe(0);
    await expect(`${JSON.stringify(shapeOf(document), undefined, 2)}\n`).toMatchFileSnapshot(
      `golden/${name}.json.txt`,
    );
  });

  test('show tells who the portal is, what it has and what happened', async () => {
    const { output } = await world.billing(way, ['show', PAYING]);
    expect(output).toMatch(new RegExp(`^Portal ${PAYING}, .*@.*: has access`));
    expect(output).toMatch(/subscription +sub_/);
    expect(output).toMatch(/trial ends +.*\(in 1[34] days\)/);
    expect(output).toContain('History, newest first');
  });

  test('a portal nobody knows is refused, with the one that was probably meant', async () => {
    const { exitCode, errors } = await world.billing(way, ['show', UNKNOWN]);
    expect(exitCode).toBe(1);
    expect(errors).toMatch(new RegExp(`${UNKNOWN}[\\s\\S]*Did you mean ${PAYING} \\(`));
  });

  test('explain ends with 0 for an allowed feature and with 3 for a denied one, and says what would change it', async () => {
    expect(await world.billing(way, ['explain', PAYING, 'card.edit'])).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/card\.edit: allowed/),
    });
    const denied = await world.billing(way, ['explain', FREE, 'card.edit']);
    expect(denied).toMatchObject({ exitCode: 3, errors: '' });
    expect(denied.output).toMatch(/card\.edit: denied[\s\S]*What would change it[\s\S]*team/);
  });

  test('a misspelt feature or plan is refused with the nearest known one', async () => {
    const feature = await world.billing(way, ['explain', FREE, 'card.edti']);
    expect(feature).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('Did you mean card.edit?'),
    });
    const plan = await world.billing(way, ['grant', FREE, '--plan', 'taem', '--reason', 'r']);
    expect(plan).toMatchObject({ exitCode: 1, errors: expect.stringContaining('Did you mean team?') });
  });

  test('a grant gives the plan at once; replacing and revoking it ask first', async () => {
    const grant = [
      'grant',
      FREE,
      '--plan',
      'scale',
      '--until',
      '30d',
      '--reason',
      'invoice 7',
      '--id',
      `inv-${way}`,
    ];
    const given = await world.billing(way, grant);
    expect(given).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/inv-\w+ +scale +invoice +live/),
    });
    expect(await json(way, 'explain', FREE, 'card.edit')).toMatchObject({ exitCode: 0, isAllowed: true });

    const alone = await world.billing(way, grant);
    expect(alone).toMatchObject({
      exitCode: 1,
      errors: expect.stringMatching(/nobody could be asked: Replace[\s\S]*--yes/),
    });
    const questions: string[] = [];
    const no = { confirm: (question: string) => Promise.resolve(questions.push(question) < 0) };
    expect(await world.billing(way, grant, no)).toMatchObject({ exitCode: 1, errors: 'Nothing was done.' });
    expect(await world.billing(way, [...grant, '--yes'])).toMatchObject({ exitCode: 0 });

    const revoke = ['revoke', FREE, '--reason', 'unpaid'];
    expect(await world.billing(way, revoke, no)).toMatchObject({ exitCode: 1, errors: 'Nothing was done.' });
    expect(questions).toEqual([
      `Replace the live grant inv-${way} of scale that portal ${FREE} has?`,
      `Take the invoice grant inv-${way} of scale back from portal ${FREE}?`,
    ]);
    const yes = { confirm: () => Promise.resolve(true) };
    expect(await world.billing(way, revoke, yes)).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/revoked/),
    });
    const { grants, journal } = await json<PortalDetails>(way, 'show', FREE);
    expect(grants.find((one) => one.grantId === `inv-${way}`)).toMatchObject({ state: 'revoked' });
    expect(JSON.stringify([grants, journal])).toContain('operator@example.com');
  });

  test('a link leads to the portal’s own page', async () => {
    const { output } = await world.billing(way, ['link', PAYING]);
    const [url = '', until] = output.split('\n');
    expect(until).toMatch(/Works until .* \(in (30|29) days\)\./);
    expect((await fetch(url, { redirect: 'manual' })).status).toBeLessThan(400);
    expect((await json(way, 'link', FREE, '--to', 'checkout', '--plan', 'team')).url).toContain(
      world.dev.appUrl,
    );
  });

  test('reconcile compares everything and explains everything', async () => {
    expect(await world.billing(way, ['reconcile'])).toMatchObject({
      exitCode: 0,
      output: expect.stringMatching(/^1 listed, 1 matched, 0 healed, unexplained = 0/),
    });
  });

  test('a webhook nobody has is refused; with none given up there is nothing to run again', async () => {
    expect(await world.billing(way, ['replay', 'evt_nobody'])).toMatchObject({ exitCode: 1 });
    expect(await world.billing(way, ['replay', '--dead'])).toMatchObject({
      exitCode: 0,
      output: 'No webhook was given up; nothing to run again.',
    });
  });

  test('plans diff names who loses and gains what as a table, and ends with 1 when somebody loses something', async () => {
    const diff = ['plans', 'diff', '--from', join(world.app.path, 'hs-x.toml')];
    world.app.write('less.toml', FIXTURE_CONFIG.replace('["card.read", "card.edit"]', '["card.read"]'));
    const less = [...diff, '--to', join(world.app.path, 'less.toml')];
    const { exitCode, output, errors } = await world.billing(way, less);
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/^portal +plan +what changes/)]);
    expect(output).toMatch(new RegExp(`${PAYING} +team +loses card\\.edit`));
    expect(output).toContain('1 portal changes from hs-x.toml to less.toml: 1 loses something.');
    expect(errors).toMatch(/1 portal loses something under the changed plans\.\nKeep what they have/);
    const document = await world.billing(way, [...less, '--json']);
    expect(JSON.parse(document.output)).toMatchObject({
      from: 'hs-x.toml',
      portals: [{ portalId: PAYING, lost: ['card.edit'], gained: [], isWorse: true }],
    });
    expect(JSON.parse(document.errors)).toMatchObject({ error: { code: 'PORTALS_LOSE' } });
  });

  test('plans diff ends with 0 when nobody loses anything, and when nothing changes', async () => {
    const diff = ['plans', 'diff', '--from', join(world.app.path, 'hs-x.toml'), '--to'];
    world.app.write('more.toml', FIXTURE_CONFIG.replace('["card.read"]', '["card.read", "card.edit"]'));
    const more = await world.billing(way, [...diff, join(world.app.path, 'more.toml')]);
    expect([more.exitCode, more.output]).toEqual([
      0,
      expect.stringMatching(new RegExp(`gains card\\.edit[\\s\\S]*none of them loses anything`)),
    ]);
    const same = await world.billing(way, [...diff, join(world.app.path, 'hs-x.toml')]);
    expect(same).toMatchObject({
      exitCode: 0,
      output: 'Nothing changes for any portal between hs-x.toml and hs-x.toml.',
    });
  });

  test('export writes every portal once, for its owner’s eyes, and never over a file', async () => {
    const file = join(world.app.path, `portals-${way}.csv`);
    expect(await json(way, 'export', '--out', file)).toMatchObject({ file, format: 'csv', portals: 2 });
    expect(readFileSync(file, 'utf8').split('\r\n')).toHaveLength(4);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await world.billing(way, ['export', '--out', file])).toMatchObject({
      exitCode: 1,
      errors: expect.stringMatching(/is there already/),
    });
    const { output } = await world.billing(way, ['export', '--format', 'jsonl', '--plan', 'team']);
    expect(JSON.parse(output)).toMatchObject({ portalId: PAYING });
  });

  test('erase is refused while a subscription is live, and leaves no receipt', async () => {
    const file = join(world.app.path, `receipt-${way}.json`);
    const erase = ['erase', PAYING, '--reason', 'asked', '--receipt', file, '--yes'];
    const { exitCode, errors } = await world.billing(way, erase);
    expect([exitCode, existsSync(file)]).toEqual([1, false]);
    expect(errors).toMatch(/live|subscription/);
  });

  test('with --json a failure is one JSON document on standard error', async () => {
    const { exitCode, output, errors } = await world.billing(way, ['show', UNKNOWN, '--json']);
    expect([exitCode, output]).toEqual([1, '']);
    expect(JSON.parse(errors)).toEqual({
      error: { code: 'PORTAL_UNKNOWN', message: expect.any(String), hint: expect.any(String) },
    });
  });
});

test('transfer names both portals before it moves anything', async () => {
  await installApp(world.people, PORTALS.tidewater);
  await world.dev.tick();
  const to = String(PORTALS.tidewater.portalId);
  const args = ['transfer', PAYING, to, '--reason', 'moved'];
  const alone = await world.billing('http', args);
  expect(alone).toMatchObject({
    exitCode: 1,
    errors: expect.stringMatching(new RegExp(`${PAYING} \\(.*team.*${to}`)),
  });
  expect(await world.billing('http', [...args, '--yes'])).toMatchObject({ exitCode: 0 });
  expect((await json('file', 'list', '--plan', 'team')).portals).toMatchObject([{ portalId: to }]);
  expect(await world.billing('file', ['transfer', to, PAYING, '--reason', 'back', '--yes'])).toMatchObject({
    exitCode: 0,
  });
});

test('erase shows first what would go, then erases and leaves a receipt', async () => {
  const file = join(world.app.path, 'receipt.json');
  const erase = ['erase', FREE, '--reason', 'asked on 2026-11-20', '--receipt', file];
  const planned = await world.billing('file', [...erase, '--dry-run']);
  expect(planned).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/would be erased[\s\S]*Nothing was changed/),
  });
  expect(existsSync(file)).toBe(false);
  const no = { confirm: () => Promise.resolve(false) };
  expect(await world.billing('file', erase, no)).toMatchObject({
    exitCode: 1,
    errors: expect.stringMatching(/would be erased[\s\S]*Nothing was done/),
  });
  expect(await world.billing('file', [...erase, '--yes'])).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ portalId: FREE, isDryRun: false });
});

test('a missing or wrong admin secret is refused', async () => {
  const other = { environment: { HSX_ADMIN_SECRET: 'x'.repeat(40) } };
  expect((await world.billing('http', ['list'], other)).exitCode).toBe(1);
  const args = ['billing', 'list', '--url', 'https://app.example.com'];
  const { runCommandLine } = await import('../../src/main.js');
  const errors: string[] = [];
  const context = {
    print: () => undefined,
    printError: (line: string) => errors.push(line),
    environment: {},
  };
  expect(await runCommandLine(args, context)).toBe(1);
  expect(errors.join()).toMatch(/HSX_ADMIN_SECRET is not set/);
});

test('no command wrote a secret', () => {
  const all = world.written.join('\n');
  expect(all.length).toBeGreaterThan(1_000);
  for (const secret of world.secrets) expect(all).not.toContain(secret);
});

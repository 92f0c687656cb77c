import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../../../tests/support/postgres.js';
import { createFixtureApp, FIXTURE_CONFIG, type FixtureApp } from './fixture-app.js';
import { runCommand } from './run-command.js';

let database: FreshDatabase;
let app: FixtureApp;
beforeEach(async () => {
  database = await freshDatabase();
  app = createFixtureApp({
    'hs-x.toml': FIXTURE_CONFIG.replace('provider = "stripe"', 'provider = "invoice"'),
    '.env': [
      'APP_URL=http://localhost:8787',
      'HSX_SECRET=a-secret-for-tests-of-32-characters-or-more',
      'HUBSPOT_CLIENT_ID=client',
      'HUBSPOT_CLIENT_SECRET=client-secret',
      `DATABASE_URL=${database.url}`,
    ].join('\n'),
  });
});
afterEach(async () => {
  app.remove();
  await database.drop();
});

it('commands work on the PostgreSQL that DATABASE_URL names, with no file beside the app', async () => {
  const grant = await runCommand(
    ...['billing', 'grant', '77', '--plan', 'team', '--reason', 'contract 7', '--app', app.path, '--yes'],
  );
  expect([grant.exitCode, grant.errors]).toEqual([0, '']);
  const rows = await database.run<{ portal_id: string }>('SELECT portal_id FROM accounts');
  expect(rows).toEqual([{ portal_id: '77' }]);
  const shown = await runCommand('billing', 'show', '77', '--app', app.path, '--json');
  expect(JSON.parse(shown.output)).toMatchObject({ entitlement: { plan: 'team', status: 'active' } });
});

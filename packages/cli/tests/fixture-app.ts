/** A small app in a folder of its own, with the workspace's packages in reach: what a developer has on disk. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface FixtureApp {
  readonly path: string;
  write(name: string, text: string): void;
  remove(): void;
}

export const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));

export const FIXTURE_CONFIG = `[app]
name = "Fixture"

[billing]
provider = "stripe"
trial_days = 14

[billing.plan.free]
stripe_price = ""
features = ["card.read"]

[billing.plan.team]
stripe_price = ["price_fixture_team", "price_fixture_team_yearly"]
features = ["card.read", "card.edit"]

[billing.plan.scale]
stripe_price = "price_fixture_scale"
features = ["*"]
`;

export const FIXTURE_WORKER = `import { billing, defineWorker, env, requireFeature } from '@hs-x/sdk';
import { greeting } from './greeting.js';

export default defineWorker(({ worker }) => {
  worker.use(billing());
  worker.fn('look', async () => ({
    greeting,
    now: Date.now(),
    prices: [env('STRIPE_PRICE_TEAM'), env('STRIPE_PRICE_SCALE')],
  }));
  worker.fn('edit', async (ctx) => {
    await requireFeature(ctx, 'card.edit');
    return { edited: true };
  });
  worker.fn('mail', async (ctx) => {
    for (let at = 0; at < 2; at += 1) {
      await ctx.email.send({ to: 'admin@example.com', template: 'hello', data: { at }, key: 'only-once' });
    }
  });
});
`;

/** Makes the app; a file that is given replaces the fixture's own. */
export function createFixtureApp(files: Readonly<Record<string, string>> = {}): FixtureApp {
  const path = mkdtempSync(join(tmpdir(), 'hs-x-cli-'));
  symlinkSync(join(REPOSITORY, 'node_modules'), join(path, 'node_modules'));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  };
  const all = {
    'hs-x.toml': FIXTURE_CONFIG,
    'worker.ts': FIXTURE_WORKER,
    'greeting.ts': "export const greeting: string = 'hello';\n",
    ...files,
  };
  for (const [name, text] of Object.entries(all)) write(name, text);
  return { path, write, remove: () => rmSync(path, { recursive: true, force: true }) };
}

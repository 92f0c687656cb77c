/** A running app with people in it, and the command as an operator runs it: on the app's file, or over signed HTTP. */
import { join } from 'node:path';
import { appSecrets } from '../../src/app-folder/app-secrets.js';
import type { CommandContext } from '../../src/commands/command-context.js';
import { createDemoWorld, PORTALS, type DemoWorld } from '../../src/demo/demo-world.js';
import { installApp, payWithCard } from '../../src/demo/person-acts.js';
import { startDev, type StartedDev } from '../../src/dev/start-dev.js';
import { vendorsOf } from '../../src/dev/vendors-of.js';
import { runCommandLine } from '../../src/main.js';
import { createFixtureApp, type FixtureApp } from '../fixture-app.js';
import type { CommandOutcome } from '../run-command.js';

export type Way = 'file' | 'http';

export const PAYING = String(PORTALS.northwind.portalId);
export const FREE = String(PORTALS.alder.portalId);

export interface OperatorWorld {
  readonly app: FixtureApp;
  readonly dev: StartedDev;
  readonly people: DemoWorld;
  /** Runs `hs-x billing …` one way. */
  billing(way: Way, args: readonly string[], context?: Partial<CommandContext>): Promise<CommandOutcome>;
  /** Everything any command has written so far. */
  readonly written: readonly string[];
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

/** Two portals: one on a trial of the team plan, one that only installed. */
export async function startOperatorWorld(): Promise<OperatorWorld> {
  const app = createFixtureApp();
  const dev = await startDev({
    folder: app.path,
    port: 0,
    consolePort: null,
    clock: 'frozen',
    startAt: Date.now(),
  });
  const people = createDemoWorld(dev);
  await installApp(people, PORTALS.northwind);
  await payWithCard(people, PORTALS.northwind, '4242 4242 4242 4242');
  await installApp(people, PORTALS.alder);
  await dev.tick();
  const secrets = appSecrets(join(app.path, '.hs-x', 'secrets.json'));
  const written: string[] = [];
  return {
    app,
    dev,
    people,
    written,
    secrets: Object.values(secrets),
    async billing(way, args, context = {}) {
      const where = way === 'file' ? ['--database', dev.databaseFile] : ['--url', dev.appUrl];
      const [output, errors]: [string[], string[]] = [[], []];
      const exitCode = await runCommandLine(['billing', ...args, '--app', app.path, ...where], {
        print: (line) => output.push(line),
        printError: (line) => errors.push(line),
        vendors: vendorsOf(dev.simulators),
        now: () => dev.now(),
        environment: { PATH: process.env.PATH, APP_URL: dev.appUrl, HSX_ACTOR: 'operator@example.com' },
        ...context,
      });
      written.push(...output, ...errors);
      return { exitCode, output: output.join('\n'), errors: errors.join('\n') };
    },
    async close() {
      await dev.stop();
      app.remove();
    },
  };
}

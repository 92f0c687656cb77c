/**
 * The app serves a storm of webhooks, renewals, failed payments and people, and is killed with `kill -9` all the time. Afterwards nothing is
 * lost, nothing was done twice, and every row is right. `HSX_CRASH_RUNS` says how many times it is killed in all, `HSX_CRASH_SEED` from which
 * seed people, faults and deaths are drawn. The seed repeats what each of them is up to; who is quicker it cannot repeat.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleApp, type BundledApp } from './bundle-app.js';
import { playStorm } from './storm.js';
import type { MailRoute } from './app-messages.js';
import { PROMISES } from './storm-verdict.js';

const CRASHES = Number(process.env.HSX_CRASH_RUNS ?? 12);
const SEED = Number(process.env.HSX_CRASH_SEED ?? 20_261_120);
const TIME_LIMIT_MS = 60_000 + CRASHES * 3_000;
/** Of the many consequences of one fault the first say enough. */
const MOST_SHOWN = 20;

let app: BundledApp;
beforeAll(async () => {
  app = await bundleApp();
});
afterAll(() => app.remove());

it(
  'loses and doubles nothing, however often it is killed, with mails over SMTP',
  () => weather('smtp', Math.ceil(CRASHES / 2)),
  TIME_LIMIT_MS,
);

it(
  'loses and doubles nothing, however often it is killed, with mails over an API that recognises repeats',
  () => weather('http', Math.floor(CRASHES / 2)),
  TIME_LIMIT_MS,
);

async function weather(mail: MailRoute['kind'], crashes: number): Promise<void> {
  const { figures, complaints, troubles } = await playStorm(
    { seed: SEED, mail, bundleFile: app.file },
    { crashes },
  );
  const counts = PROMISES.map(
    (promise) => `${promise} ${complaints.filter((each) => each.promise === promise).length}`,
  );
  console.log(`${mail}: ${figures}, seed ${SEED}: ${counts.join(', ')}`);
  if (complaints.length === 0) return;
  expect.fail(
    [
      `Play it again: HSX_CRASH_SEED=${SEED} HSX_CRASH_RUNS=${CRASHES} npx vitest run tests/crash/storm.test.ts`,
      ...complaints.slice(0, MOST_SHOWN).map(({ promise, text }) => `${promise}: ${text}`),
      'What the app logged last:',
      ...troubles,
    ].join('\n'),
  );
}

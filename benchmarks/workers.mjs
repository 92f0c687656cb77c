/** How large the example is as a Worker, and how long its first request takes in real workerd, beside a Worker that does nothing. */
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import { loadAppConfig } from '../packages/sdk/dist/config/index.js';
import { bundleForWorkers } from '../tests/support/bundle-for-workers.ts';
import { workerEntry } from '../tests/support/worker-entry.ts';
import { startWorkerd } from '../tests/support/workerd.ts';
import { median, rounded } from './support/interleave.mjs';

const EXAMPLE = new URL('../examples/billing-guide/', import.meta.url);
const EMPTY = "export default { fetch: () => new Response('ok') };";
const SAMPLES = 5;
const BINDINGS = {
  APP_URL: 'https://app.example.com',
  HSX_SECRET: 'a-secret-for-benchmarks-of-32-characters',
  HUBSPOT_CLIENT_ID: 'benchmark',
  HUBSPOT_CLIENT_SECRET: 'a-client-secret-of-the-benchmark',
  STRIPE_SECRET: 'sk_test_of_the_benchmark',
  STRIPE_WEBHOOK_SECRET: 'whsec_bm90LWEtc2VjcmV0LW9mLWFueWJvZHk',
  RESEND_API_KEY: 're_of_the_benchmark',
  STRIPE_PRICE_TEAM: 'price_team',
  STRIPE_PRICE_SCALE: 'price_scale',
};

/** Answers the figures. */
export async function workers() {
  const config = loadAppConfig(await readFile(new URL('hs-x.toml', EXAMPLE), 'utf8'));
  const [bundle, empty] = await Promise.all(
    [workerEntry(config), EMPTY].map((text) => bundleForWorkers({ text, folder: EXAMPLE }, { minify: true })),
  );
  const taken = { ours: [], empty: [], next: [] };
  for (let sample = 0; sample < SAMPLES; sample++) {
    taken.empty.push((await requestsOf(empty))[0]);
    const [first, next] = await requestsOf(bundle);
    taken.ours.push(first);
    taken.next.push(next);
  }
  return [
    {
      name: 'the example as a Worker: billing, Stripe, mails',
      'minified, kB': rounded(bundle.text.length / 1_000),
      'gzip, kB': rounded(gzipSync(bundle.text, { level: 9 }).byteLength / 1_000),
      'first request with a new database, ms': rounded(median(taken.ours)),
      'next request, ms': rounded(median(taken.next)),
      'empty Worker, first request, ms': rounded(median(taken.empty)),
    },
  ];
}

async function requestsOf(bundle) {
  const workerd = await startWorkerd({ bundle, bindings: BINDINGS });
  try {
    return [await timeOf(workerd.origin), await timeOf(workerd.origin)];
  } finally {
    await workerd.stop();
  }
}

async function timeOf(origin) {
  const startedAt = performance.now();
  const answer = await globalThis.fetch(`${origin}/health`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`/health answered ${answer.status}: ${text}`);
  return performance.now() - startedAt;
}

if (import.meta.main) console.table(await workers());

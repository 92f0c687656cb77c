/**
 * Batches of HubSpot's CRM webhooks with anything in them, correctly signed. Every entry is counted once, what can be read reaches the
 * author's code exactly once and for its own portal, and no entry keeps another from being worked off.
 */
import fc from 'fast-check';
import { billing, defineWorker } from '@hs-x/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../support/start-world.js';
import { errorLines, faultOfRefusal, leakIn, OURS, post, startPayingWorld, THEIRS } from './fuzz-world.js';
import { fuzz, TIME_LIMIT_MS } from './fuzz.js';
import { hubspotV3 } from './signing.js';
import { jsonOf, mutatedText, mutationsWith, strangeJson, type Mutation } from './strange.js';

/** What the author's code was told since the last case began. */
let told: { portalId: string; event: Readonly<Record<string, unknown>> }[] = [];

const definition = defineWorker(({ worker }) => {
  worker.use(billing());
  worker.trigger('hubspot.webhook', (ctx) => {
    told.push({ portalId: ctx.portalId, event: { ...ctx.event } });
    return Promise.resolve();
  });
});

let world: World;
beforeAll(async () => {
  world = await startPayingWorld(definition);
});
afterAll(() => world.close());

interface Entry {
  readonly portalId: number;
  readonly mutations: readonly Mutation[];
}

const harm = [String(THEIRS), `"${OURS}"`, '1e400', '{"toString":1}', '[[[[1]]]]'];
const entry: fc.Arbitrary<Entry> = fc.record({
  portalId: fc.constantFrom(OURS, THEIRS),
  mutations: fc.oneof(fc.constant([]), mutationsWith(harm)),
});
const batch = fc.oneof(
  { weight: 8, arbitrary: fc.array(entry, { maxLength: 8 }) },
  { weight: 1, arbitrary: fc.array(entry, { minLength: 95, maxLength: 105 }) },
);

let eventIds = 0;

/** Every entry has an id of its own until something is done to it. */
function textOf({ portalId, mutations }: Entry): string {
  eventIds += 1;
  const event = {
    portalId,
    subscriptionType: 'contact.propertyChange',
    eventId: eventIds,
    occurredAt: 1_790_000_000_000,
    objectId: 101,
    propertyName: 'email',
    propertyValue: 'ops@harbor.example',
    subscriptionId: 12_345,
    appId: 54_321,
    attemptNumber: 0,
    changeSource: 'CRM',
  };
  return mutatedText(event, mutations);
}

async function send(body: string) {
  const url = `${world.appUrl}/webhooks/hubspot`;
  const secret = world.app.settings.hubspotSecrets[0];
  const headers = hubspotV3({ method: 'POST', uri: url, body, atMs: Date.now(), secret });
  return post(url, { body, headers });
}

describe('a batch with anything done to its entries', () => {
  it(
    'is counted entry by entry, and what is stored is handled once, for its own portal',
    async () => {
      let stored = 0;
      await fuzz(60, batch, async (entries) => {
        await world.app.tick();
        told = [];
        const texts = entries.map(textOf);
        const answer = await send(`[${texts.join(',')}]`);
        if (answer.status !== 200) {
          expect(faultOfRefusal(world, answer)).toBeNull();
          return;
        }
        expect(leakIn(world, answer)).toBeNull();
        const counts = JSON.parse(answer.text) as { stored: number; duplicates: number; skipped: number };
        const arrived = (JSON.parse(`[${texts.join(',')}]`) as unknown[]).length;
        expect(counts.stored + counts.duplicates + counts.skipped).toBe(arrived);
        await world.app.tick();
        expect(told.length).toBe(counts.stored);
        for (const { portalId, event } of told) expect(String(event.portalId)).toBe(portalId);
        stored += counts.stored;
      });
      expect(stored).toBeGreaterThan(100);
      expect(errorLines(world)).toEqual([]);
    },
    TIME_LIMIT_MS,
  );
});

describe('a genuine body that is no batch', () => {
  it(
    'is a 4xx, and nothing of it is handled',
    async () => {
      told = [];
      await fuzz(40, strangeJson, async (value) => {
        const answer = await send(jsonOf(value));
        if (answer.status === 200)
          expect(JSON.parse(answer.text)).toMatchObject({ stored: 0, duplicates: 0 });
        else expect(faultOfRefusal(world, answer)).toBeNull();
      });
      await world.app.tick();
      expect(told).toEqual([]);
    },
    TIME_LIMIT_MS,
  );
});

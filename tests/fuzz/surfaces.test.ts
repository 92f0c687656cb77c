/**
 * What HubSpot calls for a portal, correctly signed and with anything in it. Every answer is the documented one or the one envelope, says no
 * secret and no stack, and the author's code runs for the signed portal alone, whatever portal the rest of the body names.
 */
import fc from 'fast-check';
import { billing, defineWorker, requireFeature, type Ctx } from '@hs-x/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../support/start-world.js';
import { rowsIn } from '../support/stored-rows.js';
import { errorLines, faultOfRefusal, leakIn, OURS, post, startPayingWorld, THEIRS } from './fuzz-world.js';
import { fuzz, TIME_LIMIT_MS } from './fuzz.js';
import { hubspotV2, hubspotV3 } from './signing.js';
import { jsonOf, mutatedText, mutationsWith, strangeJson, strangeText, whole } from './strange.js';

/** Whom the author's code was told to work for since the last case began. */
let servedPortals: string[] = [];

const definition = defineWorker(({ worker }) => {
  worker.use(billing());
  const echo = (ctx: Ctx, input: unknown): Promise<unknown> => {
    servedPortals.push(ctx.portalId);
    return Promise.resolve(input);
  };
  const gated = async (ctx: Ctx, input: unknown): Promise<unknown> => {
    await requireFeature(ctx, 'agent.tools');
    return echo(ctx, input);
  };
  const keep = async (ctx: Ctx, input: unknown): Promise<unknown> => {
    await ctx.kv.put(`kept:${ctx.portalId}`, input);
    return echo(ctx, await ctx.kv.get(`kept:${ctx.portalId}`));
  };
  for (const [name, run] of Object.entries({ echo, gated, keep })) {
    worker.action(name, run);
    worker.tool(name, { run });
    worker.fn(name, run);
  }
});

let world: World;
let theirAccount: string;
beforeAll(async () => {
  world = await startPayingWorld(definition);
  theirAccount = rowsIn(world, 'accounts');
});
afterAll(() => world.close());
beforeEach(() => {
  servedPortals = [];
});

/** What HubSpot sends to an action or a tool; what decides comes first, where most mutations strike. */
const execution = {
  origin: { portalId: OURS, userId: 456, actionDefinitionId: 1, actionDefinitionVersion: 1 },
  inputFields: { email: 'ops@harbor.example', count: 3, list: [1, { deep: true }] },
  callbackId: 'ap-51200417-1',
  context: { source: 'WORKFLOWS', workflowId: 123_456 },
  object: { objectId: 101, objectType: 'CONTACT', properties: { email: 'ops@harbor.example' } },
};

const args = { feature: 'card.read', text: 'words', list: [1, { deep: true }] };

const mutations = mutationsWith([
  String(THEIRS),
  `"${THEIRS}"`,
  `[${THEIRS}]`,
  `{"portalId":${THEIRS}}`,
  '"FAIL_CONTINUE"',
  '"BLOCK"',
  '"4242 4242 4242 4242"',
]);

const bodyOf = (base: unknown): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: mutations.map((made) => mutatedText(base, made)) },
    { weight: 1, arbitrary: strangeJson.map(jsonOf) },
    {
      weight: 1,
      arbitrary: fc
        .array(mutations, { maxLength: 4 })
        .map((all) => `[${all.map((made) => mutatedText(base, made)).join(',')}]`),
    },
    { weight: 1, arbitrary: strangeText },
  );

const nameOf = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('echo', 'gated', 'keep') },
  { weight: 1, arbitrary: strangeText.map((text) => encodeURIComponent(whole(text))) },
);

function send(target: string, body: string, version: 'v2' | 'v3') {
  const url = new URL(target, world.appUrl).href;
  const secret = world.app.settings.hubspotSecrets[0];
  const call = { method: 'POST', uri: url, body, atMs: Date.now(), secret };
  return post(url, { body, headers: version === 'v2' ? hubspotV2(call) : hubspotV3(call) });
}

/** Whom a body of an execution, or of several, names where HubSpot names it. */
function namedPortals(body: string): readonly string[] {
  const parsed = JSON.parse(body) as unknown;
  return (Array.isArray(parsed) ? parsed : [parsed]).map((one) =>
    String((one as typeof execution).origin.portalId),
  );
}

describe('an action or a tool with anything in its body', () => {
  it(
    'answers output fields or a refusal, and serves the portal HubSpot names',
    async () => {
      let served = 0;
      const cases = fc.record({
        kind: fc.constantFrom('actions', 'tools'),
        name: nameOf,
        version: fc.constantFrom('v2' as const, 'v3' as const),
        body: bodyOf(execution),
      });
      await fuzz(120, cases, async ({ kind, name, version, body }) => {
        servedPortals = [];
        const answer = await send(`/${kind}/${name}`, body, version);
        if (answer.status !== 200) {
          expect(faultOfRefusal(world, answer)).toBeNull();
          return;
        }
        for (const one of [JSON.parse(answer.text) as unknown].flat()) {
          expect(one).toMatchObject({ outputFields: { hs_execution_state: expect.any(String) as unknown } });
        }
        expect(leakIn(world, answer)).toBeNull();
        expect(namedPortals(body)).toEqual(expect.arrayContaining(servedPortals));
        served += servedPortals.length;
      });
      expect(served).toBeGreaterThan(0);
    },
    TIME_LIMIT_MS,
  );
});

describe('a card function with anything in its body', () => {
  it(
    'answers its result or a refusal, and serves the portal of the signed address',
    async () => {
      let served = 0;
      const cases = fc.record({
        name: fc.oneof({ weight: 3, arbitrary: nameOf }, { weight: 1, arbitrary: fc.constant('hasFeature') }),
        more: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, strangeText.map(encodedQuery)),
        body: bodyOf(args),
      });
      await fuzz(120, cases, async ({ name, more, body }) => {
        servedPortals = [];
        const answer = await send(`/fn/${name}?userId=456&portalId=${OURS}&appId=54321${more}`, body, 'v3');
        if (answer.status !== 200 && answer.status !== 402) {
          expect(faultOfRefusal(world, answer)).toBeNull();
          return;
        }
        expect(JSON.parse(answer.text)).toMatchObject({ ok: answer.status === 200 });
        expect(leakIn(world, answer)).toBeNull();
        expect(servedPortals.filter((portalId) => portalId !== String(OURS))).toEqual([]);
        served += servedPortals.length;
      });
      expect(served).toBeGreaterThan(0);
    },
    TIME_LIMIT_MS,
  );
});

describe('after all of it', () => {
  it('no account has changed, no prototype either, and nothing broke', () => {
    expect(rowsIn(world, 'accounts')).toBe(theirAccount);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(errorLines(world)).toEqual([]);
  });
});

function encodedQuery(text: string): string {
  return `&q=${encodeURIComponent(whole(text))}`;
}

/**
 * `ctx.kv` with any keys, prefixes and values, beside a plain Map: what was put is found again, letter for letter, under its own key and every
 * prefix of it and nowhere else. The billing keys take anything an author writes without an account becoming unreadable or open to all.
 */
import fc from 'fast-check';
import { billing, defineWorker, hasFeature, isHsxError, type Ctx } from '@hs-x/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor } from '../support/visitor.js';
import { rowsIn } from '../support/stored-rows.js';
import { errorLines, OURS } from './fuzz-world.js';
import { fuzz, TIME_LIMIT_MS } from './fuzz.js';
import { jsonOf, strangeJson, strangeText, type StrangeJson } from './strange.js';

const MAX_KEY_LENGTH = 512;
const MAX_NESTING = 100;

/** The `ctx` of a call made now. */
let lent: Ctx;
const lendCtx = (ctx: Ctx): Promise<null> => {
  lent = ctx;
  return Promise.resolve(null);
};
const withBilling = defineWorker(({ worker }) => {
  worker.use(billing());
  worker.fn('lend', lendCtx);
});
const byHand = defineWorker(({ worker }) => worker.fn('lend', lendCtx));

async function borrowCtx(world: World): Promise<Ctx> {
  const call = await world.simulators.hubspot.control.callFunction({ portalId: OURS, name: 'lend' });
  expect(call.httpStatus).toBe(200);
  return lent;
}

/** Keys of few letters, so that they are prefixes of each other, and of every kind of letter. */
const LETTERS = [
  'a',
  'b',
  'A',
  ':',
  '%',
  '_',
  '*',
  '?',
  '[',
  "'",
  '"',
  '\0',
  ' ',
  'é',
  'e\u0301',
  '\uFFFD',
  '\uFFFF',
];
const letter = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom(...LETTERS) },
  { weight: 2, arbitrary: fc.constantFrom('🎉', '\u{10FFFF}', '\u{10000}', '\uE000') },
  { weight: 1, arbitrary: fc.constantFrom('\uD800', '\uDC00') },
);
const key = fc.oneof(
  { weight: 10, arbitrary: fc.array(letter, { maxLength: 3 }).map((letters) => letters.join('')) },
  { weight: 2, arbitrary: strangeText },
  { weight: 1, arbitrary: fc.constantFrom(511, 512, 513).map((length) => 'k'.repeat(length)) },
);

/** What fits in a value, and is written in no time. */
const shortJson = strangeJson.filter((value) => jsonOf(value).length < 500_000);

type Step =
  | { readonly kind: 'put'; readonly key: string; readonly value: StrangeJson }
  | { readonly kind: 'delete'; readonly key: string }
  | { readonly kind: 'list'; readonly prefix: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      key,
      value: shortJson,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), key }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('list' as const), prefix: key }) },
);

describe('the author’s own keys', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ definition: withBilling });
  });
  afterAll(() => world.close());

  it(
    'hold what was put, under exactly the keys and prefixes it was put under',
    async () => {
      const { kv } = await borrowCtx(world);
      let round = 0;
      await fuzz(100, fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        round += 1;
        const own = `r${round}:`;
        const model = new Map<string, string>();
        for (const each of steps) await play(kv, { own, model, step: each });
        await expectSame(kv, { prefix: own, model });
      });
      expect(errorLines(world)).toEqual([]);
    },
    TIME_LIMIT_MS,
  );
});

async function play(
  kv: Ctx['kv'],
  { own, model, step: made }: { own: string; model: Map<string, string>; step: Step },
): Promise<void> {
  if (made.kind === 'list') {
    await expectSame(kv, { prefix: own + made.prefix, model });
    return;
  }
  const name = own + made.key;
  const value: unknown = made.kind === 'put' ? JSON.parse(jsonOf(made.value)) : null;
  const refusal = await refusalOf(() => (made.kind === 'put' ? kv.put(name, value) : kv.delete(name)));
  // One in ten numbers of a card's length has a card's checksum.
  if (refusal !== 'CARD_NUMBER_REFUSED') expect(refusal === null).toBe(isKey(name) && !isTooDeep(value));
  if (refusal !== null) return;
  if (made.kind === 'put') model.set(name, JSON.stringify(value));
  else model.delete(name);
  expect(JSON.stringify(await kv.get(name))).toBe(model.get(name) ?? 'null');
}

/** A key is text with a UTF-8 form: half a surrogate pair has none, and all of them would be the same key. */
function isKey(name: string): boolean {
  return name.length <= MAX_KEY_LENGTH && isWhole(name);
}

function isWhole(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth >= MAX_NESTING || Object.values(value).some((inner) => isTooDeep(inner, depth + 1));
}

async function expectSame(
  kv: Ctx['kv'],
  { prefix, model }: { prefix: string; model: ReadonlyMap<string, string> },
): Promise<void> {
  const expected = [...model].filter(([name]) => name.startsWith(prefix)).sort(byBytes);
  if (!(await succeeds(() => kv.list({ prefix })))) {
    expect(isWhole(prefix)).toBe(false);
    return;
  }
  const listed = await kv.list({ prefix });
  expect(listed.map((row) => [row.key, JSON.stringify(row.value)])).toEqual(expected);
}

function byBytes([left]: [string, string], [right]: [string, string]): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

async function succeeds(run: () => Promise<unknown>): Promise<boolean> {
  return (await refusalOf(run)) === null;
}

/** The code it is refused with, null when it is not; anything but a refusal is an error. */
async function refusalOf(run: () => Promise<unknown>): Promise<string | null> {
  try {
    await run();
    return null;
  } catch (error) {
    if (isHsxError(error) && error.status < 500) return error.code;
    throw error;
  }
}

describe.each([
  ['with billing()', withBilling],
  ['by hand', byHand],
])('the billing keys %s', (_style, definition) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ definition });
    await createVisitor(world).install(OURS);
    await world.settle();
  });
  afterAll(() => world.close());

  const field = fc.constantFrom(
    'plan',
    'status',
    'trialEndsAt',
    'validUntil',
    'subscriptionId',
    'adminEmail',
    'entitled',
    'source',
    '__proto__',
  );
  const known = fc
    .constantFrom('"team"', '"active"', '"trialing"', '"past_due"', 'true', '1790000000000', '"2030-01-01"')
    .map((text) => ({ text }));
  const row = fc.array(fc.record({ name: field, value: fc.oneof(known, shortJson) }), { maxLength: 6 });

  it(
    'take or refuse any row; the gate then says yes or no, and an end that was written is one that comes',
    async () => {
      const cases = fc.record({
        value: fc.oneof({ weight: 4, arbitrary: row }, { weight: 1, arbitrary: shortJson }),
        feature: fc.constantFrom('card.read', 'agent.tools', '__proto__', 'constructor', '*'),
      });
      await fuzz(70, cases, async ({ value, feature }) => {
        const { kv } = await borrowCtx(world);
        const text = Array.isArray(value) ? textOfRow(value) : jsonOf(value);
        await succeeds(() => kv.put(`entitlement:${OURS}`, JSON.parse(text)));
        const ctx = await borrowCtx(world);
        expect([true, false]).toContain(await hasFeature(ctx, feature as never));
        const { trialEndsAt, validUntil } = (await rowOf(world, OURS)) ?? {};
        for (const end of [trialEndsAt, validUntil]) expect(['number', 'undefined']).toContain(typeof end);
        const listed = await ctx.kv.list({ prefix: 'entitlement:' });
        expect(listed.length).toBeLessThanOrEqual(1);
        await world.app.tick();
      });
      expect(errorLines(world)).toEqual([]);
    },
    TIME_LIMIT_MS,
  );

  it(
    'refuse what names no portal or no customer, and change nothing then',
    async () => {
      const { kv } = await borrowCtx(world);
      const cases = fc.record({
        prefix: fc.constantFrom('entitlement:', 'stripe:'),
        name: strangeText,
        value: shortJson,
      });
      await fuzz(80, cases, async ({ prefix, name, value }) => {
        const before = rowsIn(world, 'accounts') + rowsIn(world, 'customers');
        await succeeds(() => kv.put(`${prefix}${name}`, JSON.parse(jsonOf(value))));
        await succeeds(() => kv.get(`${prefix}${name}`));
        await succeeds(() => kv.list({ prefix: `${prefix}${name}` }));
        expect(rowsIn(world, 'accounts') + rowsIn(world, 'customers')).toBe(before);
      });
    },
    TIME_LIMIT_MS,
  );
});

function textOfRow(fields: readonly { readonly name: string; readonly value: StrangeJson }[]): string {
  return `{${fields.map(({ name, value }) => `${JSON.stringify(name)}:${jsonOf(value)}`).join(',')}}`;
}

import { noDirectEntitlementAccess } from '../../src/rules/no-direct-entitlement-access.js';
import { asRule, ruleTester, WORKER_FILE } from '../support/rule-tester.js';

const filename = WORKER_FILE;
const read = [{ messageId: 'read' }];
const withSuggestions = (require: string, has: string) => [
  {
    messageId: 'read',
    suggestions: [
      { messageId: 'useRequire', output: require },
      { messageId: 'useHas', output: has },
    ],
  },
];
/** A test case for each piece of code, named by what it shows. */
const each = (cases: Readonly<Record<string, string>>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code, filename }));

ruleTester.run('no-direct-entitlement-access', asRule(noDirectEntitlementAccess), {
  valid: [
    ...each({
      'allows reading other keys': 'await ctx.kv.get(`stripe:${id}`);',
      'allows keys nobody can read without running the code':
        'await ctx.kv.get(key); await ctx.kv.get(prefix + id);',
      'allows a Map of the app’s own': 'const cache = new Map(); cache.get(`entitlement:${id}`);',
      'allows puts and deletes in triggers': `
        worker.trigger('stripe.webhook', async ({ event, kv }) => {
          await kv.put(\`entitlement:\${event.id}\`, {});
          await kv.delete('entitlement:1');
        });
      `,
      'allows lists and scans in triggers': `
        worker.trigger('cron.daily', async (ctx) => {
          await ctx.kv.list({ prefix: 'entitlement:' });
          for await (const row of ctx.kv.scan({ prefix: 'entitlement:5' })) row;
        });
      `,
      'allows them in the actions the engine calls':
        "worker.action('reconcileBilling', async (ctx) => { await ctx.kv.list({ prefix: 'entitlement:' }); });",
      'allows them in functions a trigger may call':
        "export const all = (ctx) => ctx.kv.list({ prefix: 'entitlement:' }); export const put = (kv) => kv.put('entitlement:1', {});",
      'allows the words elsewhere': "log('entitlement:read'); url.searchParams.get('entitlement');",
    }),
    {
      name: 'allows the helper file',
      code: 'export const row = (ctx) => ctx.kv.get(`entitlement:${ctx.portalId}`);',
      filename: WORKER_FILE.replace('worker.ts', 'lib/entitlement.ts'),
    },
    {
      name: 'allows the helper file an option names',
      code: 'export const row = (ctx) => ctx.kv.get(`entitlement:${ctx.portalId}`);',
      filename: WORKER_FILE.replace('worker.ts', 'billing/gate.ts'),
      options: [{ helperFiles: ['**/billing/*.ts'] }],
    },
  ],
  invalid: [
    {
      name: 'refuses a template literal, and suggests the helper',
      code: 'const row = await ctx.kv.get(`entitlement:${ctx.portalId}`);',
      filename,
      errors: withSuggestions(
        "import { requireFeature } from '@hs-x/sdk';\nconst row = await requireFeature(ctx, 'feature.name');",
        "import { hasFeature } from '@hs-x/sdk';\nconst row = await hasFeature(ctx, 'feature.name');",
      ),
    },
    {
      name: 'adds to an import of the SDK that is there',
      code: "import { env } from '@hs-x/sdk';\nawait ctx.kv.get<{ plan: string }>('entitlement:' + env('PORTAL'));",
      filename,
      errors: withSuggestions(
        "import { env, requireFeature } from '@hs-x/sdk';\nawait requireFeature(ctx, 'feature.name');",
        "import { env, hasFeature } from '@hs-x/sdk';\nawait hasFeature(ctx, 'feature.name');",
      ),
    },
    {
      name: 'imports nothing that is there already',
      code: "import { requireFeature, hasFeature } from './lib/entitlement.js';\nawait this.ctx.kv.get('entitlement:1');",
      filename,
      errors: withSuggestions(
        "import { requireFeature, hasFeature } from './lib/entitlement.js';\nawait requireFeature(this.ctx, 'feature.name');",
        "import { requireFeature, hasFeature } from './lib/entitlement.js';\nawait hasFeature(this.ctx, 'feature.name');",
      ),
    },
    ...each({
      'sees through a destructured kv': 'const { kv } = ctx; await kv.get(`entitlement:${id}`);',
      'sees through destructured parameters':
        'const f = async ({ kv: store }) => store.get(`entitlement:${id}`);',
      'sees through a destructured get': "const { get } = ctx.kv; await get('entitlement:1');",
      'sees through an alias': "const store = ctx.kv; await store.get('entitlement:1');",
      'sees through bind': "const read = ctx.kv.get.bind(ctx.kv); await read('entitlement:1');",
      'sees through call': "await ctx.kv.get.call(ctx.kv, 'entitlement:1');",
      'sees through a constant prefix': "const PREFIX = 'entitlement:'; await kv.get(PREFIX + id);",
      'sees through a constant in a template':
        "const ROW = 'entitlement'; const store = ctx.kv; await store.get(`${ROW}:${id}`);",
      'sees through a constant of an object':
        "const KEYS = { row: 'entitlement:' } as const; const { kv } = ctx; await kv.get(KEYS.row + id);",
      'sees through a function that makes the key':
        "const rowKey = (id: string) => `entitlement:${id}`; const { kv } = ctx; await kv.get(rowKey('1'));",
      'sees through concat and join': "const { kv } = ctx; await kv.get('entitlement:'.concat(id)); ".trim(),
      'sees through join': "const { kv } = ctx; await kv.get(['entitlement', id].join(':'));",
      'sees through a choice of keys':
        "const { kv } = ctx; await kv.get(isTest ? 'test:1' : 'entitlement:1');",
      'sees through optional chaining': "const { kv } = ctx; await kv?.get?.('entitlement:1');",
      'knows a parameter by its type': "async function f(store: CtxKv) { await store.get('entitlement:1'); }",
      'refuses it in a trigger, too':
        "worker.trigger('stripe.webhook', async ({ kv }) => { await kv.get('entitlement:1'); });",
    }).map((test) => ({ ...test, errors: read })),
    {
      name: 'refuses to read one row by a list',
      code: 'const { kv } = ctx; await kv.list({ prefix: `entitlement:${id}` });',
      filename,
      errors: [{ messageId: 'readByList' }],
    },
    ...each({
      put: "worker.fn('x', async (ctx) => { await ctx.kv.put('entitlement:1', {}); });",
      delete: "worker.action('x', async (ctx) => { await ctx.kv.delete('entitlement:1'); });",
      list: "worker.tool('x', { run: async (ctx) => { await ctx.kv.list({ prefix: 'entitlement:' }); } });",
      scan: "worker.sync({}, { async beforeRun(ctx) { for await (const r of ctx.kv.scan({ prefix: 'entitlement:' })) r; } });",
    }).map((test) => ({
      ...test,
      name: `refuses \`${test.name}\` where HubSpot or the clock calls for a portal`,
      errors: [{ messageId: 'fromSurface', data: { method: test.name } }],
    })),
  ],
});

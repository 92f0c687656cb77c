import { requireFeatureCheck } from '../../src/rules/require-feature-check.js';
import { asRule, ruleTester, WORKER_FILE } from '../support/rule-tester.js';

const filename = WORKER_FILE;
const SDK = "import { consume, defineWorker, hasFeature, requireFeature, requireLimit } from '@hs-x/sdk';\n";
const ASK = "await requireFeature(ctx, 'a');";
/** A handler with this body; `top` stands before it in the file. */
const action = (body: string, top = ''): string =>
  `${SDK}${top}\nexport function register(worker) { worker.action('x', async (ctx, input) => { ${body} }); }`;
/** Registrations as they are. */
const declared = (registrations: string, top = ''): string =>
  `${SDK}${top}\nexport default defineWorker(({ worker }) => { ${registrations} });`;

type Cases = Readonly<Record<string, string>>;
const valid = (prefix: string, cases: Cases) =>
  Object.entries(cases).map(([name, code]) => ({ name: `${prefix}: ${name}`, code, filename }));
const invalid = (messageId: string, cases: Cases) =>
  Object.entries(cases).map(([name, code]) => ({
    name: `${messageId}: ${name}`,
    code,
    filename,
    errors: [{ messageId }],
  }));

ruleTester.run('require-feature-check', asRule(requireFeatureCheck), {
  valid: [
    ...valid('accepts as a check', {
      requireFeature: action(`${ASK} return work();`),
      requireLimit: action(
        "await requireLimit(ctx, 'syncs', (await ctx.kv.list({ prefix: 's' })).length); return work();",
      ),
      consume: action("await consume(ctx, 'records_per_month', 1); return work();"),
      'hasFeature whose false branch leaves': action(
        "if (!(await hasFeature(ctx, 'a'))) return { upgrade: true }; return work();",
      ),
      'hasFeature whose false branch throws': action(
        "if (!(await hasFeature(ctx, 'a'))) throw new Error('no'); return work();",
      ),
      'hasFeature kept in a constant': action(
        "const ok = await hasFeature(ctx, 'a'); log(); if (!ok) return {}; return work();",
      ),
      'hasFeature compared': action("if ((await hasFeature(ctx, 'a')) === false) return {}; return work();"),
      'hasFeature in a ternary': action("return (await hasFeature(ctx, 'a')) ? work() : { upgrade: true };"),
      'hasFeature with else': action(
        "if (await hasFeature(ctx, 'a')) { return work(); } else { return {}; }",
      ),
      'hasFeature and something else': action(
        "if (!(await hasFeature(ctx, 'a')) || !input.id) return {}; return work();",
      ),
      'one feature or another': action(
        "if ((await hasFeature(ctx, 'a')) || (await hasFeature(ctx, 'b'))) return work(); return {};",
      ),
      'hasFeature in switch (true)': action(
        "switch (true) { case await hasFeature(ctx, 'a'): return work(); default: return {}; }",
      ),
      'a returned check': action("return requireFeature(ctx, 'a');"),
      'a renamed check': `import { requireFeature as gate } from '@hs-x/sdk'; export const r = (worker) => worker.fn('x', (ctx) => gate(ctx, 'a'));`,
      'a check of a namespace': `import * as sdk from '@hs-x/sdk'; export const r = (worker) => worker.fn('x', async (ctx) => { await sdk.requireFeature(ctx, 'a'); });`,
      'a helper file that cannot be found': `import { requireFeature } from './lib/entitlement'; export const r = (worker) => worker.fn('x', async (ctx) => { ${ASK} });`,
      'a declared function': `declare function requireFeature(ctx: object, f: string): Promise<void>; export const r = (worker) => worker.fn('x', async (ctx) => { ${ASK} });`,
    }),
    ...valid('follows every path of', {
      'if and else': action(`if (input.a) { ${ASK} } else { await consume(ctx, 'n', 1); } return work();`),
      'a throwing path': action(`if (!input.id) throw new Error('no id'); ${ASK} return work();`),
      'try with a catch that leaves': action(
        `try { ${ASK} return await work(); } catch (error) { return { error: String(error) }; }`,
      ),
      'try with a catch that throws again': action(
        `try { ${ASK} } catch (error) { log(error); throw error; } return work();`,
      ),
      'try with finally': action(`try { ${ASK} } finally { log(); } return work();`),
      'a check in finally': action(`try { log(); } finally { ${ASK} } return work();`),
      'a nested try': action(
        `try { try { ${ASK} } finally { log(); } } catch (e) { throw e; } return work();`,
      ),
      'switch with default': action(
        `switch (input.k) { case 1: case 2: ${ASK} break; default: throw new Error(); } return work();`,
      ),
      'switch with fall-through': action(
        `switch (input.k) { case 1: log(); case 2: default: ${ASK} } return work();`,
      ),
      'do-while': action(`do { ${ASK} } while (input.more); return work();`),
      'an endless loop': action(`for (;;) { ${ASK} if (input.done) break; } return work();`),
      'while (true)': action(`while (true) { ${ASK} return work(); }`),
      'a loop over a written list': action(
        `for (const f of ['a', 'b']) await requireFeature(ctx, f); return work();`,
      ),
      'a labelled loop': action(
        `outer: do { do { ${ASK} if (input.x) continue outer; } while (input.a); } while (input.b); return work();`,
      ),
      'a labelled block': action(`check: { if (input.a) { ${ASK} break check; } ${ASK} } return work();`),
      'a ternary': action(
        "await (input.a ? requireFeature(ctx, 'a') : requireFeature(ctx, 'b')); return work();",
      ),
      '&& and ||': action(
        `(input.a && (${ASK.slice(0, -1)}, true)) || (${ASK.slice(0, -1)}); return work();`,
      ),
      'a comma': action(`return ${ASK.slice(0, -1)}, work();`),
      'a call whose argument asks': action(`return work(${ASK.slice(0, -1)});`),
    }),
    ...valid('waits for', {
      'a promise in a constant': action(
        "const asked = requireFeature(ctx, 'a'); const rows = read(); await asked; return work(rows);",
      ),
      'Promise.all of a written list': action(
        "await Promise.all([requireFeature(ctx, 'a'), read()]); return work();",
      ),
      then: action("return requireFeature(ctx, 'a').then(() => work());"),
      'a check in then that is awaited': action(
        "return load().then(() => requireFeature(ctx, 'a')).then(() => work());",
      ),
      'then with a refusal handled': action(
        "return requireFeature(ctx, 'a').then(() => work(), () => ({ upgrade: true }));",
      ),
      'catch that leaves': action("return requireFeature(ctx, 'a').then(() => work()).catch(() => ({}));"),
      finally: action("await requireFeature(ctx, 'a').finally(() => log()); return work();"),
      'a function called in place': action(`await (async () => { ${ASK} })(); return work();`),
    }),
    ...valid('goes through', {
      'functions of the file': action(
        'await guard(ctx); return work();',
        `const guard = async (ctx) => inner(ctx); async function inner(ctx) { ${ASK} }`,
      ),
      'a function that answers for hasFeature': action(
        'if (!(await may(ctx))) return {}; return work();',
        "async function may(ctx) { if (!(await hasFeature(ctx, 'a'))) return false; return true; }",
      ),
      'a function that catches the refusal': action(
        'if (!(await may(ctx))) return {}; return work();',
        `async function may(ctx) { try { ${ASK} return true; } catch { return false; } }`,
      ),
      'a function that always throws': action(
        'if (!(await hasFeature(ctx, "a"))) refuse(); return work();',
        "function refuse() { throw new Error('upgrade'); }",
      ),
      'a whole handler, answer passed on': action(
        'const answer = await all(ctx); return answer;',
        "async function all(ctx) { if (!(await hasFeature(ctx, 'a'))) return {}; return work(); }",
      ),
      'a function that calls itself': action(
        'await down(ctx, 3); return work();',
        `async function down(ctx, n) { if (n > 0) return down(ctx, n - 1); ${ASK} }`,
      ),
      'functions that call each other': action(
        'await even(ctx, 3); return work();',
        `async function even(ctx, n) { if (n === 0) { ${ASK} return; } await odd(ctx, n - 1); } async function odd(ctx, n) { await even(ctx, n - 1); }`,
      ),
      'a function that is given the work': action(
        'return paid(ctx, () => work());',
        `async function paid(ctx, run) { ${ASK} return run(); }`,
      ),
      'a function that is given the check': action(
        'await twice(() => requireFeature(ctx, "a")); return work();',
        'async function twice(run) { await run(); await run(); }',
      ),
      'a default parameter': action(
        'await guard(ctx); return work();',
        "async function guard(ctx, feature = 'a') { await requireFeature(ctx, feature); }",
      ),
      'call and bind': action(
        'await guard.call(null, ctx); return work();',
        `const guard = (async (ctx) => { ${ASK} }).bind(null);`,
      ),
      'a method of an object': action(
        'await gates.main.ask(ctx); return work();',
        `const gates = { main: { async ask(ctx) { ${ASK} } } };`,
      ),
      'a method of a class, inherited': action(
        'await new Gate().ask(ctx); return work();',
        `class Base { async ask(ctx) { await this.inner(ctx); } } class Gate extends Base { inner = async (ctx) => { ${ASK} }; }`.replace(
          'await this.inner(ctx)',
          ASK.slice(0, -1),
        ),
      ),
      'a private method': action(
        'await new Gate().ask(ctx); return work();',
        `class Gate { async ask(ctx) { await this.#inner(ctx); } async #inner(ctx) { ${ASK} } }`,
      ),
      'a static method': action(
        'await Gate.ask(ctx); return work();',
        `class Gate { static async ask(ctx) { ${ASK} } }`,
      ),
    }),
    ...valid('sees handlers', {
      'as options': declared(
        `worker.action('x', { label: 'X', async run(ctx) { ${ASK} } }); worker.fn('y', { run: async (ctx) => { ${ASK} } });`,
      ),
      'by name': declared("worker.action('x', x);", `async function x(ctx) { ${ASK} }`),
      'in a table': declared(
        "worker.action('x', handlers.x); worker.fn('y', handlers['y']);",
        `const handlers = { x: async (ctx) => { ${ASK} }, async y(ctx) { ${ASK} } };`,
      ),
      'behind a ternary': declared(
        "worker.action('x', isTest ? a : b);",
        `const a = async (ctx) => { ${ASK} }; const b = a;`,
      ),
      'of a class': declared(
        "worker.tool('x', new Tool()); worker.fn('y', new Tool().run);",
        `class Tool { async run(ctx) { ${ASK} } }`,
      ),
      wrapped: declared(
        "worker.fn('x', withFeature('a', async () => work()));",
        'const withFeature = (feature, run) => async (ctx, input) => { await requireFeature(ctx, feature); return run(ctx, input); };',
      ),
      'wrapped twice by one wrapper': declared(
        `worker.fn('x', logged(logged(async (ctx) => { ${ASK} })));`,
        'function logged(run) { return async (...all) => { log(); return run(...all); }; }',
      ),
      'wrapped by options': declared(
        `worker.fn('x', wrap({ feature: 'a', run: async () => work() }));`,
        'const wrap = ({ feature, run }) => async (ctx) => { await requireFeature(ctx, feature); return run(ctx); };',
      ),
      'of a sync with shared options': declared(
        "worker.sync(source, { ...shared, into: 'contacts' });",
        `const shared = { beforeRun: async (ctx) => { ${ASK} } };`,
      ),
      'of a worker under another name': `${SDK} export default defineWorker(({ worker: w }) => { w.fn('x', async (ctx) => { ${ASK} }); });`,
    }),
    ...valid('accepts as free', {
      'a comment above': declared(
        `\n// hs-x-free: says only whether the app is up\nworker.fn('x', async () => work());`,
      ),
      'a block comment above': declared(
        `\n/* hs-x-free: says only whether\n the app is up */\nworker.fn('x', async () => work());`,
      ),
      'a comment among others': declared(
        `\n// Health.\n// hs-x-free: says only whether the app is up\n// (for the monitor)\nworker.fn('x', async () => work());`,
      ),
      'a comment at the end of the line': declared(
        `\nworker.fn('x', async () => work()); // hs-x-free: nothing to pay for\n`,
      ),
      'a comment at the beginning of the handler': declared(
        `\nworker.fn('x', async () => { // hs-x-free: nothing to pay for\n return work(); });`,
      ),
      'a comment on the function': declared(
        "worker.fn('x', health);",
        '\n// hs-x-free: nothing to pay for\nasync function health() { return {}; }',
      ),
      'a comment on an exported constant': declared(
        "worker.fn('x', health);",
        '\n/** hs-x-free: nothing to pay for */\nexport const health = async () => ({});',
      ),
      'a comment in a table': declared(
        "worker.fn('x', table.health);",
        '\nconst table = {\n// hs-x-free: nothing to pay for\nhealth: async () => ({}) };',
      ),
      'an option': declared("worker.fn('x', { free: 'nothing to pay for', run: async () => work() });"),
    }),
    ...valid('says nothing of', {
      'the actions the engine calls': declared(
        "worker.action('reconcileBilling', async () => work()); worker.action('downgradeReconcile', async () => work());",
      ),
      triggers: declared("worker.trigger('cron.daily', async () => work());"),
      'web workers': "const worker = new Worker('x.js'); worker.action('x', async () => work());",
      'methods of the same names elsewhere':
        "store.action('x', async () => work()); ctx.fn('x', {}); fs.sync('a', {});",
    }),
    {
      name: 'believes functions an option names',
      code: action('await assertPaid(ctx); return work();', "import { assertPaid } from '@acme/gates';"),
      filename,
      options: [{ checkFunctions: ['assertPaid'] }],
    },
    {
      name: 'allows work before the check when told so',
      code: action(`await ctx.http.post('https://example.com'); ${ASK}`),
      filename,
      options: [{ allowWorkBeforeCheck: true }],
    },
    {
      name: 'lets a limit be counted before it is asked',
      code: action(
        "const rows = await ctx.kv.list({ prefix: 'sync:' }); await requireLimit(ctx, 'syncs', rows.length); await ctx.kv.put('a', 1);",
      ),
      filename,
    },
  ],
  invalid: [
    {
      name: 'neverAsks: suggests the check of each feature, with its import',
      code: "export function register(worker) {\n  worker.action('x', async (ctx) => {\n    return work();\n  });\n}",
      filename,
      errors: [
        {
          message:
            'The action "x" never asks whether the portal has paid: begin with `await requireFeature(ctx, …)`, or say above it `// hs-x-free: <reason>`.',
          suggestions: ['card.read', 'card.edit', 'agent.unlimited'].map((feature) => ({
            messageId: 'addCheck',
            data: { ctx: 'ctx', feature: `'${feature}'` },
            output: `import { requireFeature } from '@hs-x/sdk';\nexport function register(worker) {\n  worker.action('x', async (ctx) => {\n    await requireFeature(ctx, '${feature}');\n    return work();\n  });\n}`,
          })),
        },
      ],
    },
    ...[
      ["requireFeature(ctx, 'a');", "await requireFeature(ctx, 'a');"],
      ["void requireFeature(ctx, 'a');", "await requireFeature(ctx, 'a');"],
      ["if (!hasFeature(ctx, 'a')) return {};", "if (!await hasFeature(ctx, 'a')) return {};"],
    ].map(([written, meant]) => ({
      name: `notAwaited: ${String(written)}`,
      code: action(`${String(written)} return work();`),
      filename,
      errors: [
        {
          messageId: 'notAwaited',
          suggestions: [{ messageId: 'addAwait', output: action(`${String(meant)} return work();`) }],
        },
      ],
    })),
    ...invalid('neverAsks', {
      'an arrow without a body': declared("worker.fn('x', () => work());"),
      'a function that looks like the check': `function requireFeature() {} export const r = (worker) => worker.fn('x', async () => { await requireFeature(1, 'a'); });`,
      'usage tells and does not refuse': action(
        'return usage(ctx);',
        "import { usage } from '@hs-x/sdk';",
      ).replace('async (ctx, input) =>', 'async ({ ...ctx }) =>'),
      'a generator nobody runs': action(
        'asking(ctx); return work();',
        `async function* asking(ctx) { ${ASK} }`,
      ).replace('async (ctx, input)', 'async (...[ctx])'),
      'a comment further up': declared(`\n// hs-x-free: nothing to pay for\n\nworker.fn('x', () => work());`),
      'the comment of the line before': declared(
        `\nworker.fn('y', async () => 1); // hs-x-free: nothing to pay for\nworker.fn('x', () => work());`,
      ),
      'a worker kept in a constant': `${SDK} export default defineWorker((parts) => { const { fn } = parts.worker; fn('x', () => work()); });`,
      'a worker known by its type':
        'import type { Worker } from "@hs-x/sdk"; export const r = (app: Worker) => { app.fn("x", () => work()); };',
    }),
    ...invalid('notOnEveryPath', {
      'if without else': action(`if (input.a) ${ASK} return work();`),
      'an early return': action(`if (input.a) return work(); ${ASK} return work();`),
      'a for-of loop': action(`for (const x of input.all) { ${ASK} } return work();`),
      'a for loop': action(`for (let i = 0; i < input.n; i += 1) { ${ASK} } return work();`),
      'a for-in loop': action(`for (const x in input.all) { ${ASK} } return work();`),
      'a while loop': action(`while (input.more()) { ${ASK} } return work();`),
      'a loop left before the check': action(`for (;;) { if (input.done) break; ${ASK} } return work();`),
      'a do-while left before the check': action(
        `do { if (input.a) continue; ${ASK} } while (input.b); return work();`,
      ),
      'a list with a spread': action(
        `for (const f of [...input.all]) { await requireFeature(ctx, f); } return work();`,
      ),
      'switch without default': action(`switch (input.k) { case 1: ${ASK} break; } return work();`),
      'a case without a check': action(`switch (input.k) { case 1: break; default: ${ASK} } return work();`),
      '&&': action(`input.a && (${ASK.slice(0, -1)}); return work();`),
      '||': action(`input.a || (${ASK.slice(0, -1)}); return work();`),
      '??': action(`input.a ?? (${ASK.slice(0, -1)}); return work();`),
      '??=': action(`input.a ??= (${ASK.slice(0, -1)}); return work();`),
      'optional chaining': action("await requireFeature?.(ctx, 'a'); return work();"),
      'a ternary': action(`input.a ? ${ASK.slice(0, -1)} : null; return work();`),
      'hasFeature or something else': action(
        "if ((await hasFeature(ctx, 'a')) || input.isTrial) return work(); return {};",
      ),
      'hasFeature of which only the true branch leaves': action(
        "if (await hasFeature(ctx, 'a')) log(); return work();",
      ),
      'a variable that changes': action(
        "let ok = await hasFeature(ctx, 'a'); ok = true; if (!ok) return {}; return work();",
      ),
      'the way out of a catch': action(`try { load(); } catch { return work(); } ${ASK} return work();`),
      'finally that returns': action(
        `try { if (input.a) throw new Error(); } finally { if (input.b) return work(); } ${ASK} return work();`,
      ),
      'a labelled break past the check': action(`check: { if (input.a) break check; ${ASK} } return work();`),
      'a called function with a way past it': action(
        'await guard(ctx); return work();',
        `async function guard(ctx) { if (ctx.isTest) return; ${ASK} }`,
      ),
      'an answer that comes too late': action(
        'await tell(ctx); return work();',
        "async function tell(ctx) { if (await hasFeature(ctx, 'a')) { log(); } }",
      ),
      'one side of a ternary of handlers': declared(
        "worker.action('x', isTest ? a : b);",
        `const a = async (ctx) => { ${ASK} }; const b = async (ctx) => { if (ctx.a) ${ASK} };`,
      ),
    }),
    ...invalid('notAwaited', {
      'a wrapper function': action('guard(ctx); return work();', `const guard = async (ctx) => { ${ASK} };`),
      'an arrow that drops it': action(
        'await guard(ctx); return work();',
        "const guard = async (ctx) => { requireFeature(ctx, 'a'); };",
      ),
    }).map((test) => ({ ...test, errors: [{ messageId: 'notAwaited', suggestions: 1 }] })),
    ...invalid('notAwaited', {
      'a promise that is kept and forgotten': action(
        "const asked = requireFeature(ctx, 'a').catch(log); return work();",
      ),
    }),
    ...invalid('resultIgnored', {
      'an answer nobody reads': action("const ok = await hasFeature(ctx, 'a'); return work();"),
      'an awaited statement': action("await hasFeature(ctx, 'a'); return work();"),
      'the answer of a function of the file': action(
        'await may(ctx); return work();',
        "const may = async (ctx) => hasFeature(ctx, 'a');",
      ),
    }),
    ...invalid('swallowed', {
      'an empty catch': action(`try { ${ASK} } catch {} return work();`),
      'a catch that logs': action(`try { ${ASK} } catch (e) { log(e); } return work();`),
      'in a called function': action(
        'await guard(ctx); return work();',
        `async function guard(ctx) { try { ${ASK} } catch {} }`,
      ),
    }),
    ...invalid('inCallback', {
      forEach: action(`input.all.forEach(async () => { ${ASK} }); return work();`),
      map: action(`await Promise.all(input.all.map(async () => { ${ASK} })); return work();`),
      setTimeout: action(`setTimeout(async () => { ${ASK} }); return work();`),
      'then that is not awaited': action(`load().then(async () => { ${ASK} }); return work();`),
      'a promise made by hand': action(
        `await new Promise(async (resolve) => { ${ASK} resolve(); }); return work();`,
      ),
      'a callback by name': action(
        'input.all.forEach(guard); return work();',
        `async function guard(ctx) { ${ASK} }`,
      ),
      waitUntil: action(`ctx.waitUntil(() => requireFeature(ctx, 'a')); return work();`),
    }),
    ...invalid('notOnEveryPath', {
      'Promise.allSettled, which keeps refusals to itself': action(
        "await Promise.allSettled([requireFeature(ctx, 'a')]); return work();",
      ),
    }).map((test) => ({ ...test, errors: [{ messageId: 'notAwaited', suggestions: 1 }] })),
    ...invalid('workBeforeCheck', {
      'a request': action(`const a = await ctx.http.post('https://example.com'); ${ASK} return a;`),
      'a write': action(`const { kv } = ctx; await kv.put('a', 1); ${ASK}`),
      'a mail': action(`await ctx.email.send({}); ${ASK}`),
      fetch: action(`await fetch('https://example.com'); ${ASK}`),
      'work in a called function': action(
        `await save(ctx); ${ASK}`,
        "async function save(ctx) { await ctx.kv.put('a', 1); }",
      ),
      'work that is not awaited': action(
        `void save(ctx); ${ASK}`,
        "async function save(ctx) { await ctx.kv.put('a', 1); }",
      ),
    }),
    ...invalid('noBeforeRun', {
      'options without it': declared(
        "worker.sync(source, { into: 'contacts', schedule: '5m', schema: {} });",
      ),
      'options of a constant': declared(
        'worker.sync(source, { ...rest, ...{} });',
        "const rest = { into: 'contacts' };",
      ),
    }),
    ...invalid('refusalKept', {
      'a return': declared(
        "worker.sync(source, { async beforeRun(ctx) { if (!(await hasFeature(ctx, 'a'))) return; } });",
      ),
      'a catch': declared(
        `worker.sync(source, { async beforeRun(ctx) { try { ${ASK} return; } catch (e) { log(e); } } });`,
      ),
    }),
    ...invalid('unseen', {
      'a parameter': 'export const register = (worker, run) => worker.fn("x", run);',
      'a package': declared("worker.fn('x', ready);", "import { ready } from '@acme/handlers';"),
      'a loop over a table': declared('for (const [name, run] of Object.entries(all)) worker.fn(name, run);'),
      'options with a spread nobody knows': declared(
        "worker.sync(source, { ...unknown(), into: 'contacts' });",
      ),
    }),
    ...invalid('freeWithoutReason', {
      'a bare mark': declared("\n// hs-x-free\nworker.fn('x', () => work());"),
      'a colon and nothing': declared("\n// hs-x-free:\nworker.fn('x', () => work());"),
      punctuation: declared("\n// hs-x-free: ...\nworker.fn('x', () => work());"),
      'an empty option': declared("worker.fn('x', { free: ' ', run: () => work() });"),
    }),
  ],
});

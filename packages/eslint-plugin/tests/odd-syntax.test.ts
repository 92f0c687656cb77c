import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hsx } from '../src/index.js';
import { lintFiles } from './support/lint-files.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const ODD: readonly string[] = [
  '',
  'export {};',
  'worker.action();',
  "worker.action('x');",
  'worker.action(...all);',
  "worker.action('x', ...all);",
  'worker.action(`x${1}`, undefined, 3, ...[]);',
  "worker.tool('x', null);",
  "worker.tool('x', { get run() { return 1; }, ['ru' + 'n']: 2, ...{}, ...[] });",
  'worker.sync(1, { beforeRun: 5 });',
  'worker.sync(...[], {});',
  "worker['action']('x', class { static { this.run(); } });",
  "worker?.fn?.('x', async function* () { yield* await (yield 1); });",
  "worker.fn('x', async () => { label: { break label; } });",
  "worker.fn('x', async () => { for await (const x of y) { continue; } for (;;); });",
  "worker.fn('x', async () => { switch (1) {} switch (1) { default: } });",
  "worker.fn('x', async () => { try {} catch {} finally {} });",
  "worker.fn('x', async () => { using a = b(); await using c = d(); debugger; });",
  "worker.fn('x', async ({ a: { b = 1 } = {}, ...rest }, [c, , ...d] = []) => import.meta);",
  "worker.fn('x', async () => a?.[b]?.(c)`d${e}` ?? new.target);",
  "worker.fn('x', async () => { delete a.b, void 0, typeof a; a ||= b; a **= 2; [a, b] = [b, a]; ({ a } = b); });",
  "worker.fn('x', async () => { enum E { A } namespace N { export const a = 1; } type T = 1; interface I {} declare const x: 1; });",
  "worker.fn('x', async () => <T,>(x: T) => x as unknown as string satisfies string);",
  "worker.fn('x', async () => <><a.b {...c} d={e} f>{...g}{/* h */}</a.b></>);",
  "worker.fn('x', async () => { #a in b; super.c; });",
  'const a = a; worker.fn(a, a);',
  "const a = b, b = a; worker.fn('x', a);",
  "const f = (x) => f(f(f(x))); worker.fn('x', f(f(f)));",
  "const f = (...x) => g(...x, f), g = (h, i) => h(i, f, g); worker.fn('x', f(g, f, g));",
  'const s = s + s + `${s}${s}`; ctx.kv.get(s); ctx.kv.get(s ? s : s);',
  'const c = c ? c : c || c; ctx.kv.get(c); requireFeature(ctx, c);',
  "class A extends A { run = this.run; } worker.fn('x', new A().run); worker.fn('y', A.run);",
  "class A extends B {} class B extends A {} worker.fn('x', new A().run);",
  "const o = { ...o, a: o.a }; worker.fn('x', o.a); worker.sync(1, o);",
  "import a, { b as c } from './missing.js'; import * as d from './missing.js'; import e = require('e'); worker.fn('x', d.f.g); worker.fn('y', e.f); worker.fn('z', a.b);",
  "export * from './worker.js'; export * as self from './worker.js'; import { x } from './worker.js'; worker.fn('x', x);",
  "import { default as x } from './worker.js'; export { x as default }; worker.fn('x', x);",
  "async function f() { await f(); await g(); } async function g() { await f(); } worker.fn('x', f);",
  "var f = 1; function f() {} var f; worker.fn('x', f);",
  "abstract class A { abstract run(): void; declare b: 1; accessor c = 1; constructor(private d = 1) { super(); } } worker.fn('x', new A().run);",
  "function over(a: string): void; function over(a: number): void; function over() {} worker.fn('x', over);",
  "export default worker.fn('x', async () => { await (await (await 1)); });",
  'export = defineWorker(() => {});',
  'export default class extends (class {}) {}',
  "ctx.fn('hasFeature'); ctx.fn('hasFeature', {}); ctx.fn('hasFeature', ...a); fn(fn, fn);",
  'requireFeature(); requireFeature(...a); consume(ctx, 1n, /x/); usage(ctx, null);',
  "ctx.kv.get(); ctx.kv.get(...a); ctx.kv.list(...a); ctx.kv.list({ prefix }); ctx.kv.get.call(); ctx.kv[get]('entitlement:1');",
  '/* hs-x-free */ /* hs-x-free: x */ // hs-x-free:',
];

describe('odd code', () => {
  const linter = new Linter();
  const config = (sourceType: 'module' | 'script', withParser: boolean): Linter.Config[] => [
    {
      files: ['**/*.tsx'],
      languageOptions: {
        sourceType,
        ...(withParser ? { parser } : {}),
        parserOptions: { ecmaFeatures: { jsx: true } },
      },
    },
    hsx.configs.recommended as Linter.Config,
  ];

  it.each(ODD.map((code) => [code]))('does not stop the linter: %s', (code) => {
    for (const sourceType of ['module', 'script'] as const) {
      for (const withParser of [true, false]) {
        // Code that ESLint's own parser refuses is reported as such; a rule that throws would throw here.
        const messages = linter.verify(code, config(sourceType, withParser), { filename: `${root}odd.tsx` });
        expect(Array.isArray(messages)).toBe(true);
      }
    }
  });
});

describe('every source file of this repository', () => {
  it('can be linted with every rule', { timeout: 240_000 }, async () => {
    const patterns = ['packages/*/{src,tests,bin}/**', 'tests/**', 'tools/**', 'examples/**', '*.js'];
    const findings = await lintFiles(root, {
      patterns: patterns.flatMap((pattern) => [`${pattern}/*.{ts,tsx,js,mjs,cjs}`]).concat('*.js'),
      ignores: ['packages/eslint-plugin/tests/fixtures/**'],
    });
    expect(findings.filter(({ rule }) => rule === 'fatal')).toEqual([]);
  });
});

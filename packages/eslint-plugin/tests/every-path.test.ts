/**
 * Makes up handlers and runs them in every way they can go. The linter must agree with what happens: a handler leaks exactly when one of
 * its runs ends normally without having waited for a check. What decides a branch is opaque to both.
 */
import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hsx } from '../src/index.js';

type Statement =
  | { readonly kind: 'ask' | 'forget' | 'work' | 'return' | 'throw' | 'break' | 'continue' }
  | { readonly kind: 'if'; readonly then: Block; readonly otherwise: Block }
  | { readonly kind: 'and' }
  | { readonly kind: 'while' | 'do' | 'forever' | 'callback' | 'call'; readonly body: Block }
  | { readonly kind: 'switch'; readonly cases: readonly Block[]; readonly hasDefault: boolean }
  | { readonly kind: 'finally'; readonly body: Block; readonly last: Block };
type Block = readonly Statement[];

const { block } = fc.letrec<{ block: Block; statement: Statement }>((tie) => ({
  block: fc.array(tie('statement'), { maxLength: 3, depthIdentifier: 'code' }),
  statement: fc.oneof(
    { depthIdentifier: 'code', maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Statement>(
      { kind: 'work' },
      { kind: 'ask' },
      { kind: 'ask' },
      { kind: 'and' },
      { kind: 'forget' },
      { kind: 'return' },
      { kind: 'throw' },
      { kind: 'break' },
      { kind: 'continue' },
    ),
    fc.record({ kind: fc.constant('if' as const), then: tie('block'), otherwise: tie('block') }),
    fc.record({
      kind: fc.constantFrom('while' as const, 'do' as const, 'forever' as const),
      body: tie('block'),
    }),
    fc.record({ kind: fc.constantFrom('callback' as const, 'call' as const), body: tie('block') }),
    fc.record({
      kind: fc.constant('switch' as const),
      cases: fc.array(tie('block'), { minLength: 1, maxLength: 2 }),
      hasDefault: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('finally' as const), body: tie('block'), last: tie('block') }),
  ),
}));

/** Which jumps a place allows. A `finally` that jumps would throw a refusal away, which is another matter than a path. */
interface Inside {
  readonly loop: boolean;
  readonly breakable: boolean;
  readonly returnable: boolean;
}
const IN_FUNCTION: Inside = { loop: false, breakable: false, returnable: true };
const IN_FINALLY: Inside = { loop: false, breakable: false, returnable: false };

function print(statements: Block, inside: Inside): string {
  return statements.map((statement) => printOne(statement, inside)).join(' ');
}

function printOne(statement: Statement, inside: Inside): string {
  const looped = { ...inside, loop: true, breakable: true };
  switch (statement.kind) {
    case 'ask':
      return "await requireFeature(ctx, 'a');";
    case 'and':
      return "if (input.a && (await requireFeature(ctx, 'a'), true)) input.b;";
    case 'forget':
      return "requireFeature(ctx, 'a');";
    case 'work':
      return 'work();';
    case 'return':
      return inside.returnable ? 'return 1;' : 'input.b;';
    case 'throw':
      return 'throw new Error();';
    case 'break':
      return inside.breakable ? 'break;' : 'input.b;';
    case 'continue':
      return inside.loop ? 'continue;' : 'input.b;';
    case 'if':
      return `if (input.a) { ${print(statement.then, inside)} } else { ${print(statement.otherwise, inside)} }`;
    case 'while':
      return `while (input.a) { ${print(statement.body, looped)} }`;
    case 'do':
      return `do { ${print(statement.body, looped)} } while (input.a);`;
    case 'forever':
      return `for (;;) { ${print(statement.body, looped)} }`;
    case 'callback':
      return `input.each(async () => { ${print(statement.body, IN_FUNCTION)} });`;
    case 'call':
      return `await (async () => { ${print(statement.body, IN_FUNCTION)} })();`;
    case 'switch': {
      const last = statement.cases.length - 1;
      const cases = statement.cases.map((body, index) => {
        const label = statement.hasDefault && index === last ? 'default:' : `case ${index}:`;
        return `${label} ${print(body, { ...inside, breakable: true })}`;
      });
      return `switch (input.a) { ${cases.join(' ')} }`;
    }
    case 'finally':
      return `try { ${print(statement.body, inside)} } finally { ${print(statement.last, IN_FINALLY)} }`;
  }
}

type End = 'next' | 'return' | 'throw' | 'break' | 'continue';
/** What has happened so far and where it goes on: every statement gives all the ways it may end. */
type Way = `${End} ${'asked' | 'unasked'}`;

function* ends(ways: Iterable<Way>, end: End): Generator<'asked' | 'unasked'> {
  for (const way of ways) {
    const [at, state] = way.split(' ') as [End, 'asked' | 'unasked'];
    if (at === end) yield state;
  }
}

function runBlock(statements: Block, entry: 'asked' | 'unasked', inside: Inside): Set<Way> {
  let here = new Set([entry]);
  const left = new Set<Way>();
  for (const statement of statements) {
    const ways = [...here].flatMap((state) => [...runOne(statement, state, inside)]);
    for (const way of ways) if (!way.startsWith('next')) left.add(way);
    here = new Set(ends(ways, 'next'));
  }
  for (const state of here) left.add(`next ${state}`);
  return left;
}

function runOne(statement: Statement, state: 'asked' | 'unasked', inside: Inside): Set<Way> {
  switch (statement.kind) {
    case 'ask':
      return new Set<Way>(['next asked']);
    case 'and':
      return new Set<Way>(['next asked', `next ${state}`]);
    case 'forget':
      return new Set<Way>([`next ${state}`]);
    case 'work':
    case 'callback':
      return new Set<Way>([`next ${state}`, `throw ${state}`]);
    case 'return':
      return new Set<Way>([`${inside.returnable ? 'return' : 'next'} ${state}`]);
    case 'throw':
      return new Set<Way>([`throw ${state}`]);
    case 'break':
      return new Set<Way>([`${inside.breakable ? 'break' : 'next'} ${state}`]);
    case 'continue':
      return new Set<Way>([`${inside.loop ? 'continue' : 'next'} ${state}`]);
    case 'if':
      return new Set([
        ...runBlock(statement.then, state, inside),
        ...runBlock(statement.otherwise, state, inside),
      ]);
    case 'call': {
      const ways = runBlock(statement.body, state, IN_FUNCTION);
      return new Set([...ways].map((way) => way.replace('return', 'next') as Way));
    }
    case 'while':
    case 'do':
    case 'forever':
      return runLoop({ kind: statement.kind, body: statement.body }, state, {
        ...inside,
        loop: true,
        breakable: true,
      });
    case 'switch':
      return runSwitch(statement, state, inside);
    case 'finally': {
      const out = new Set<Way>();
      for (const way of runBlock(statement.body, state, inside)) {
        const [end, reached] = way.split(' ') as [End, 'asked' | 'unasked'];
        for (const last of runBlock(statement.last, reached, IN_FINALLY)) {
          out.add(last.startsWith('next') ? (last.replace('next', end) as Way) : last);
        }
      }
      return out;
    }
  }
}

function runLoop(
  { kind, body }: { readonly kind: 'while' | 'do' | 'forever'; readonly body: Block },
  entry: 'asked' | 'unasked',
  inside: Inside,
): Set<Way> {
  const out = new Set<Way>();
  const atTest = new Set<'asked' | 'unasked'>();
  const queue = [entry];
  if (kind === 'while') atTest.add(entry);
  const seen = new Set<string>();
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    const ways = runBlock(body, state, inside);
    for (const way of ways) if (way.startsWith('return') || way.startsWith('throw')) out.add(way);
    for (const left of ends(ways, 'break')) out.add(`next ${left}`);
    for (const end of ['next', 'continue'] as const) {
      for (const again of ends(ways, end)) {
        atTest.add(again);
        queue.push(again);
      }
    }
  }
  if (kind !== 'forever') for (const state of atTest) out.add(`next ${state}`);
  return out;
}

function runSwitch(
  { cases, hasDefault }: { readonly cases: readonly Block[]; readonly hasDefault: boolean },
  state: 'asked' | 'unasked',
  inside: Inside,
): Set<Way> {
  const out = new Set<Way>(hasDefault ? [] : [`next ${state}`]);
  cases.forEach((_, first) => {
    const ways = runBlock(cases.slice(first).flat(), state, { ...inside, breakable: true });
    for (const way of ways) out.add(way.replace('break', 'next') as Way);
  });
  return out;
}

const linter = new Linter();
const CONFIG: Linter.Config[] = [
  {
    files: ['worker.ts'],
    languageOptions: { parser },
    plugins: { '@hs-x': hsx as object },
    rules: { '@hs-x/require-feature-check': 'error' },
  },
];

describe('the leak linter', () => {
  it('reports a handler exactly when one of its runs ends without having waited for a check', () => {
    let leaks = 0;
    let sound = 0;
    const property = fc.property(block, (body) => {
      const code = `import { requireFeature } from '@hs-x/sdk';
        export const register = (worker) => worker.action('x', async (ctx, input) => { ${print(body, IN_FUNCTION)} });`;
      const ways = [...runBlock(body, 'unasked', IN_FUNCTION)];
      const isLeak = ways.includes('next unasked') || ways.includes('return unasked');
      const messages = linter.verify(code, CONFIG, { filename: 'worker.ts' });
      if (isLeak) leaks += 1;
      else sound += 1;
      expect(messages.every(({ fatal }) => fatal !== true)).toBe(true);
      expect(messages.length > 0, code).toBe(isLeak);
    });
    fc.assert(property, { numRuns: 600, seed: 20_261_121 });
    expect(Math.min(leaks, sound)).toBeGreaterThan(150);
  });
});

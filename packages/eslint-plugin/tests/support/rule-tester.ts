import parser from '@typescript-eslint/parser';
import { RuleTester, type Rule } from 'eslint';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

/** ESLint's own tester, reading TypeScript. */
export const ruleTester = new RuleTester({
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
});

/** A file next to `fixtures/rules/hs-x.toml`: where the code of a test case is said to be. */
export const WORKER_FILE = fileURLToPath(new URL('../fixtures/rules/worker.ts', import.meta.url));

/** A rule as ESLint types it; typescript-eslint's types are the same thing said more exactly. */
export function asRule(rule: object): Rule.RuleModule {
  return rule as Rule.RuleModule;
}

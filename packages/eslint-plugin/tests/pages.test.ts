import parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hsx } from '../src/index.js';
import { WORKER_FILE } from './support/rule-tester.js';

const RULES = ['known-feature', 'no-direct-entitlement-access', 'require-feature-check'] as const;

/** The pieces of code under a heading of a rule's page. */
function examples(rule: string, heading: string): readonly (readonly [code: string, language: string])[] {
  const page = readFileSync(new URL(`../docs/rules/${rule}.md`, import.meta.url), 'utf8');
  const [, section = ''] = new RegExp(`\n## ${heading}\n([\\s\\S]*?)(?=\n## )`).exec(page) ?? [];
  return Array.from(section.matchAll(/```(tsx?)\n([\s\S]*?)```/g), ([, language = '', code = '']) => [
    code,
    language,
  ]);
}

function lint(code: string, language: string): readonly string[] {
  const config: Linter.Config[] = [
    {
      files: ['**/*.{ts,tsx}'],
      languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    },
    hsx.configs.recommended as Linter.Config,
    { rules: { '@hs-x/known-feature': ['error', { reportUnused: false }] } },
  ];
  const filename = WORKER_FILE.replace(/ts$/, language);
  return new Linter().verify(code, config, { filename }).map(({ ruleId }) => ruleId ?? 'fatal');
}

describe.each(RULES)('the page of %s', (rule) => {
  const bad = examples(rule, 'Bad');
  const good = [...examples(rule, 'Good'), ...examples(rule, 'What')];

  it('shows bad code that the rule reports', () => {
    expect(bad.length).toBeGreaterThan(1);
    for (const [code, language] of bad) expect(lint(code, language), code).toContain(`@hs-x/${rule}`);
  });

  it('shows good code that no rule reports', () => {
    expect(good.length).toBeGreaterThan(0);
    for (const [code, language] of good) expect(lint(code, language), code).toEqual([]);
  });
});

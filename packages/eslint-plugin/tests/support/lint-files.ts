import parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { relative } from 'node:path';
import { hsx } from '../../src/index.js';

/** One thing the plugin said. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
}

/** Lints files with the recommended configuration and nothing else; `parserOptions` go to the TypeScript parser. */
export async function lintFiles(
  cwd: string,
  {
    patterns = ['**/*.{ts,tsx}'],
    parserOptions = {},
    ignores = [],
  }: {
    readonly patterns?: readonly string[];
    readonly parserOptions?: object;
    readonly ignores?: readonly string[];
  } = {},
): Promise<readonly Finding[]> {
  const eslint = new ESLint({
    cwd,
    overrideConfigFile: true,
    allowInlineConfig: false,
    errorOnUnmatchedPattern: false,
    overrideConfig: [
      { ignores: ['**/.hs-x/**', '**/dist/**', ...ignores] },
      {
        files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'],
        languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true }, ...parserOptions } },
      },
      hsx.configs.recommended as object,
    ],
  });
  const results = await eslint.lintFiles([...patterns]);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, messageId, message, fatal }) => ({
      file: relative(cwd, filePath),
      line,
      rule: fatal === true ? 'fatal' : (ruleId ?? ''),
      messageId: messageId ?? '',
      message,
    })),
  );
}

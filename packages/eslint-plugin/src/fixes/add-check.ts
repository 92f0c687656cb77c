import { AST_NODE_TYPES, type TSESLint } from '@typescript-eslint/utils';
import { declaredNames } from '../config/declared-names.js';
import { findAppConfig } from '../config/find-app-config.js';
import type { SourceModule } from '../source/source-module.js';
import type { FunctionNode } from '../values/found.js';
import { importName } from './import-name.js';

/** More features than this make a list nobody reads. */
const MOST_FEATURES = 12;

/** One suggestion for each feature of the app: to begin the handler with the check. None where nothing can be inserted safely. */
export function addCheck(
  handler: FunctionNode,
  { path, sourceCode }: SourceModule,
): TSESLint.SuggestionReportDescriptor<'addCheck'>[] {
  const { body, params } = handler;
  const [ctx] = params;
  if (!handler.async || body.type !== AST_NODE_TYPES.BlockStatement) return [];
  if (ctx?.type !== AST_NODE_TYPES.Identifier) return [];
  const [first] = body.body;
  const parsed = findAppConfig(path)?.parsed;
  const features = parsed?.ok ? declaredNames(parsed.config, 'feature') : [];
  return features.slice(0, MOST_FEATURES).map((feature) => {
    const check = `await requireFeature(${ctx.name}, '${feature}');`;
    return {
      messageId: 'addCheck',
      data: { ctx: ctx.name, feature: `'${feature}'` },
      fix: (fixer) => [
        ...importName(fixer, { name: 'requireFeature', sourceCode }),
        first
          ? fixer.insertTextBefore(first, `${check}\n${' '.repeat(first.loc.start.column)}`)
          : fixer.replaceText(body, `{ ${check} }`),
      ],
    };
  });
}

/** Names are promises between the code and `hs-x.toml`; a misspelt one denies everybody, an unused one protects nothing. */
import { basename, dirname } from 'node:path';
import { AST_NODE_TYPES, type TSESLint } from '@typescript-eslint/utils';
import { didYouMean, type AppConfig } from '@hs-x/sdk/config';
import { declaredNames } from '../config/declared-names.js';
import { findAppConfig } from '../config/find-app-config.js';
import { findMentions } from '../config/find-mentions.js';
import { createRule } from '../create-rule.js';
import { DEFAULT_HELPER_FILES } from '../default-helper-files.js';
import { loadModules } from '../source/load-modules.js';
import type { SourceModule } from '../source/source-module.js';
import { unwrap } from '../source/unwrap.js';
import { findNames, findNamesInElement, type NameUse } from '../surfaces/find-names.js';
import { placeIn } from '../values/found.js';
import { resolve } from '../values/resolve.js';
import type { StaticText } from '../values/static-texts.js';

/** Options of the rule. */
export interface KnownFeatureOptions {
  /** Whether features that nothing mentions are reported. Default true. */
  readonly reportUnused?: boolean;
}

type MessageIds = 'unknown' | 'unknownLike' | 'replace' | 'unused' | 'invalidConfig';
type Context = Readonly<TSESLint.RuleContext<MessageIds, readonly [KnownFeatureOptions?]>>;

/** Reports names that `hs-x.toml` does not declare, and features it declares in vain. */
export const knownFeature = createRule<readonly [KnownFeatureOptions?], MessageIds>({
  name: 'known-feature',
  meta: {
    type: 'problem',
    docs: { description: 'Names of features and limits are those of hs-x.toml.', recommended: true },
    hasSuggestions: true,
    schema: [
      {
        type: 'object',
        properties: { reportUnused: { type: 'boolean' } },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{}],
    messages: {
      unknown: '"{{name}}" is no {{kind}} of {{file}}, which has: {{known}}.',
      unknownLike: '"{{name}}" is no {{kind}} of {{file}}: did you mean "{{meant}}"?',
      replace: 'Write "{{meant}}".',
      unused:
        'Declared in {{file}} and asked for by nothing: {{names}}. Ask for it where it is used, or take it out of the plans.',
      invalidConfig: '{{file}} cannot be read, so that names cannot be compared: {{problem}}',
    },
  },
  create(context) {
    const found = findAppConfig(context.filename);
    if (!found) return {};
    const { path, parsed } = found;
    const module = loadModules(context, DEFAULT_HELPER_FILES);
    const file = basename(path);
    if (!parsed.ok) {
      const [problem] = parsed.problems;
      const data = { file, problem: problem ? `line ${problem.line}, ${problem.message}` : '' };
      return {
        Program() {
          if (declaresWorker(module)) reportTop(context, 'invalidConfig', data);
        },
      };
    }
    const { config } = parsed;
    const check = (uses: readonly NameUse[]): void =>
      uses.forEach((use) => checkName(use, { config, file, context }));
    return {
      Program() {
        if (context.options[0]?.reportUnused === false || !declaresWorker(module)) return;
        const names = unusedFeatures({ config, folder: dirname(path), module });
        if (names.length > 0) reportTop(context, 'unused', { file, names: quoted(names) });
      },
      CallExpression: (node) => check(findNames(node, placeIn(module))),
      JSXOpeningElement: (node) => check(findNamesInElement(node, placeIn(module))),
    };
  },
});

function checkName(
  { kind, text }: NameUse,
  { config, file, context }: { config: AppConfig; file: string; context: Context },
): void {
  const known = declaredNames(config, kind);
  const name = text.text;
  if (!text.isWhole || known.includes(name)) return;
  const meant = didYouMean(name, known);
  if (meant === undefined) {
    const data = { name, kind, file, known: known.length === 0 ? `no ${kind}` : known.join(', ') };
    context.report({ node: text.node, messageId: 'unknown', data });
    return;
  }
  const data = { name, kind, file, meant };
  context.report({ node: text.node, messageId: 'unknownLike', data, suggest: replacement(text, meant) });
}

function replacement({ node }: StaticText, meant: string): TSESLint.SuggestionReportDescriptor<MessageIds>[] {
  const isWritten =
    node.type === AST_NODE_TYPES.Literal ||
    (node.type === AST_NODE_TYPES.TemplateLiteral && node.expressions.length === 0);
  if (!isWritten) return [];
  const [start, end] = node.range;
  const fix: TSESLint.ReportFixFunction = (fixer) => fixer.replaceTextRange([start + 1, end - 1], meant);
  return [{ messageId: 'replace', data: { meant }, fix }];
}

/** Whether the file is the one that exports the app's worker: the place for what is about the app as a whole. */
function declaresWorker(module: SourceModule): boolean {
  return module.sourceCode.ast.body.some((statement) => {
    if (statement.type !== AST_NODE_TYPES.ExportDefaultDeclaration) return false;
    const place = placeIn(module);
    const worker = resolve(statement.declaration, place);
    if (worker?.kind !== 'node' || worker.node.type !== AST_NODE_TYPES.CallExpression) return false;
    const callee = resolve(unwrap(worker.node.callee), worker.place);
    return callee?.kind === 'external' && callee.name === 'defineWorker';
  });
}

function unusedFeatures(app: {
  readonly config: AppConfig;
  readonly folder: string;
  readonly module: SourceModule;
}): readonly string[] {
  const features = declaredNames(app.config, 'feature');
  const mentioned = findMentions(app.folder, features);
  if (mentioned === null) return [];
  const { text } = app.module.sourceCode; // an editor may hold what is not saved yet
  const isMentioned = (name: string): boolean =>
    mentioned.has(name) || ["'", '"', '`'].some((quote) => text.includes(quote + name + quote));
  return features.filter((name) => !isMentioned(name));
}

function reportTop(context: Context, messageId: MessageIds, data: Record<string, string>): void {
  context.report({ loc: { line: 1, column: 0 }, messageId, data });
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

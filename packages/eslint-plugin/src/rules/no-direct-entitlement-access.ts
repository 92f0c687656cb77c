/** One helper reads the row; everything else asks the helper. A second reader is where the rules about plans and states begin to differ. */
import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.js';
import { DEFAULT_HELPER_FILES } from '../default-helper-files.js';
import { importName } from '../fixes/import-name.js';
import { loadModules } from '../source/load-modules.js';
import { propertyName } from '../source/property-name.js';
import { unwrap } from '../source/unwrap.js';
import { findSurface } from '../surfaces/find-surface.js';
import { isInternal } from '../surfaces/surface.js';
import { placeIn, type Place } from '../values/found.js';
import { memberPath } from '../values/member-path.js';
import { resolve } from '../values/resolve.js';
import { staticTexts } from '../values/static-texts.js';

/** Options of the rule. */
export interface NoDirectEntitlementAccessOptions {
  /** Glob patterns of the files that may read the row. Default: every file named `entitlement`. */
  readonly helperFiles?: readonly string[];
}

type MessageIds = 'read' | 'readByList' | 'fromSurface' | 'useRequire' | 'useHas';
type Context = Readonly<TSESLint.RuleContext<MessageIds, readonly [NoDirectEntitlementAccessOptions?]>>;

const PREFIX = 'entitlement:';

/** Reports code that reads entitlement rows past the helper. */
export const noDirectEntitlementAccess = createRule<readonly [NoDirectEntitlementAccessOptions?], MessageIds>(
  {
    name: 'no-direct-entitlement-access',
    meta: {
      type: 'problem',
      docs: { description: 'Entitlement rows are read by the helper alone.', recommended: true },
      hasSuggestions: true,
      schema: [
        {
          type: 'object',
          properties: { helperFiles: { type: 'array', items: { type: 'string' } } },
          additionalProperties: false,
        },
      ],
      defaultOptions: [{}],
      messages: {
        read: 'The entitlement row is read past the helper: ask requireFeature or hasFeature, which know every state of it.',
        readByList:
          'This reads one portal’s entitlement row, by a list: ask requireFeature or hasFeature, which know every state of it.',
        fromSurface:
          '`{{method}}` of entitlement rows belongs in a trigger: what HubSpot calls for a portal asks requireFeature or hasFeature.',
        useRequire: 'Ask requireFeature, which throws unless the portal has the feature.',
        useHas: 'Ask hasFeature, which answers whether the portal has the feature.',
      },
    },
    create(context) {
      const helperFiles = context.options[0]?.helperFiles ?? DEFAULT_HELPER_FILES;
      const module = loadModules(context, helperFiles);
      if (module.isHelper) return {};
      return {
        CallExpression(node) {
          const access = rowAccess(node, placeIn(module));
          if (access) report(node, { access, place: placeIn(module), context });
        },
      };
    },
  },
);

interface RowAccess {
  readonly method: string;
  /** Whether a list names more than the common beginning of all rows. */
  readonly isNarrow: boolean;
}

/** What a call does with an entitlement row, if it does anything. */
function rowAccess(node: TSESTree.CallExpression, place: Place): RowAccess | null {
  const path = memberPath(node.callee, place.module);
  const isIndirect = path.at(-1) === 'call';
  const method = (isIndirect ? path.at(-2) : path.at(-1)) ?? '';
  const argument = node.arguments[isIndirect ? 1 : 0];
  const isByPrefix = method === 'list' || method === 'scan';
  if (!argument || !(isByPrefix || ['get', 'put', 'delete'].includes(method))) return null;
  const key = isByPrefix ? prefixOf(argument, place) : argument;
  const texts = key ? staticTexts(key, place).filter(({ text }) => text.startsWith(PREFIX)) : [];
  if (texts.length === 0 || isOwnObject(node.callee, place)) return null;
  return { method, isNarrow: texts.some(({ text, isWhole }) => text !== PREFIX || !isWhole) };
}

function prefixOf(wish: TSESTree.Node, place: Place): TSESTree.Node | null {
  const found = resolve(wish, place);
  if (found?.kind !== 'node' || found.node.type !== AST_NODE_TYPES.ObjectExpression) return null;
  for (const property of found.node.properties) {
    if (property.type === AST_NODE_TYPES.Property && propertyName(property) === 'prefix')
      return property.value;
  }
  return null;
}

/** A `Map` the app made itself is not the store. */
function isOwnObject(callee: TSESTree.Node, place: Place): boolean {
  const node = unwrap(callee);
  const found = node.type === AST_NODE_TYPES.MemberExpression ? resolve(node.object, place) : null;
  return (
    found?.kind === 'instance' || (found?.kind === 'node' && found.node.type === AST_NODE_TYPES.NewExpression)
  );
}

function report(
  node: TSESTree.CallExpression,
  { access, place, context }: { access: RowAccess; place: Place; context: Context },
): void {
  const { method, isNarrow } = access;
  if (method === 'get') {
    context.report({ node, messageId: 'read', suggest: suggestions(node, { place, context }) });
    return;
  }
  const around = declarationAround(node, place);
  if (around === 'trigger') return;
  if (around === 'surface') context.report({ node, messageId: 'fromSurface', data: { method } });
  else if (isNarrow && (method === 'list' || method === 'scan')) {
    context.report({ node, messageId: 'readByList' });
  }
}

/** What kind of declaration the code stands in, as far as this file shows. */
function declarationAround(node: TSESTree.Node, place: Place): 'trigger' | 'surface' | null {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type !== AST_NODE_TYPES.CallExpression) continue;
    const path = memberPath(at.callee, place.module);
    if (path.at(-2) === 'worker' && path.at(-1) === 'trigger') return 'trigger';
    const surface = findSurface(at, place);
    if (surface) return isInternal(surface) ? 'trigger' : 'surface';
  }
  return null;
}

function suggestions(
  node: TSESTree.CallExpression,
  { place: { module }, context: { sourceCode } }: { readonly place: Place; readonly context: Context },
): TSESLint.SuggestionReportDescriptor<MessageIds>[] {
  const callee = unwrap(node.callee);
  const kv = callee.type === AST_NODE_TYPES.MemberExpression ? unwrap(callee.object) : null;
  const isOfCtx = kv?.type === AST_NODE_TYPES.MemberExpression && propertyName(kv) === 'kv';
  if (!isOfCtx || memberPath(kv, module).at(-1) !== 'kv') return [];
  const ctx = sourceCode.getText(kv.object);
  const replace =
    (name: string): TSESLint.ReportFixFunction =>
    (fixer) => [
      ...importName(fixer, { name, sourceCode }),
      fixer.replaceText(node, `${name}(${ctx}, 'feature.name')`),
    ];
  return [
    { messageId: 'useRequire', fix: replace('requireFeature') },
    { messageId: 'useHas', fix: replace('hasFeature') },
  ];
}

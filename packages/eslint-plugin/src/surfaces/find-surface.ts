import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../source/unwrap.js';
import type { Found, FoundFunction, Place } from '../values/found.js';
import { asFunction } from '../values/is-function.js';
import { memberPath } from '../values/member-path.js';
import { resolve, resolveProperty } from '../values/resolve.js';
import { staticTexts } from '../values/static-texts.js';
import type { Surface, SurfaceKind } from './surface.js';

const KINDS: Readonly<Record<string, SurfaceKind>> = {
  action: 'action',
  tool: 'tool',
  fn: 'function',
  sync: 'sync',
};

/** The surface a call declares, or null when it declares none. */
export function findSurface(call: TSESTree.CallExpression, place: Place): Surface | null {
  const kind = kindOf(call, place);
  const [first, second] = call.arguments;
  if (!kind || !first || !second) return null;
  if (kind === 'sync') {
    const options = optionsOf(resolve(second, place));
    const into = resolveProperty(options, 'into');
    const name = into?.kind === 'node' ? textOf(into.node, into.place) : null;
    const handler = asFunction(resolveProperty(options, 'beforeRun'));
    return {
      kind,
      name: name ?? sourceText(first, place),
      call,
      options,
      handlers: handler && [handler],
      lacksBeforeRun: options !== null && isWhollySeen(options, 'beforeRun'),
    };
  }
  const handlers = handlersOf(second, place);
  const options = optionsOf(resolve(second, place));
  const name = textOf(first, place) ?? sourceText(first, place);
  return { kind, name, call, options, handlers, lacksBeforeRun: false };
}

function kindOf({ callee }: TSESTree.CallExpression, { module }: Place): SurfaceKind | null {
  const path = memberPath(callee, module);
  const method = path.at(-1) ?? '';
  return path.at(-2) === 'worker' && Object.hasOwn(KINDS, method) ? (KINDS[method] ?? null) : null;
}

/** The functions an argument may be: itself, its `run`, or those on both sides of a `? :`. */
function handlersOf(argument: TSESTree.Node, place: Place): readonly FoundFunction[] | null {
  const node = unwrap(argument);
  if (node.type === AST_NODE_TYPES.ConditionalExpression) {
    const sides = [handlersOf(node.consequent, place), handlersOf(node.alternate, place)];
    return sides.some((side) => side === null) ? null : sides.flatMap((side) => side ?? []);
  }
  const found = resolve(node, place);
  const handler = asFunction(found) ?? asFunction(resolveProperty(optionsOf(found), 'run'));
  return handler && [handler];
}

function optionsOf(found: Found | null): Found | null {
  if (found?.kind === 'instance' || found?.kind === 'namespace') return found;
  return found?.kind === 'node' && found.node.type === AST_NODE_TYPES.ObjectExpression ? found : null;
}

/** Whether an object is written out, so that what it does not show it does not have. */
function isWhollySeen(options: Found, name: string): boolean {
  if (options.kind !== 'node' || options.node.type !== AST_NODE_TYPES.ObjectExpression) return false;
  const { place } = options;
  return options.node.properties.every((property) => {
    if (property.type !== AST_NODE_TYPES.SpreadElement) {
      const isOther = property.key.type === AST_NODE_TYPES.Identifier && property.key.name !== name;
      return isOther || property.key.type === AST_NODE_TYPES.Literal;
    }
    const spread = resolve(property.argument, place);
    return spread !== null && isWhollySeen(spread, name);
  });
}

function textOf(node: TSESTree.Node, place: Place): string | null {
  const [text, ...others] = staticTexts(node, place);
  return text?.isWhole && others.length === 0 ? text.text : null;
}

function sourceText(node: TSESTree.Node, { module }: Place): string {
  const text = module.sourceCode.getText(node).replace(/\s+/g, ' ');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/**
 * Follows a name to what it stands for: through constants, imports and re-exports, object properties, class members, `bind`, and functions
 * that return functions. What cannot be followed with certainty is null: a parameter, a variable that changes, a computed key.
 */
import { AST_NODE_TYPES, TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { propertyName } from '../source/property-name.js';
import type { SourceModule, Variable } from '../source/source-module.js';
import { unwrap } from '../source/unwrap.js';
import { isCheckName } from './check-names.js';
import { classMember, thisOwner } from './class-member.js';
import { findExport } from './find-export.js';
import { placeIn, type Found, type FoundFunction, type Place } from './found.js';
import { asFunction, isClass } from './is-function.js';
import { patternPath } from './pattern-path.js';
import { returnedExpressions } from './returned-expressions.js';
import { isWrittenAgain, singleDeclaration } from './single-value.js';

const { DefinitionType } = TSESLint.Scope;
const MOST_STEPS = 60;
/** Each call followed resolves its arguments, too: seven within one another are enough. */
const STEPS_OF_CALL = 8;

/** What the expression stands for; null when nobody can say without running it. */
export function resolve(expression: TSESTree.Node, from: Place): Found | null {
  if (from.depth > MOST_STEPS) return null;
  const place = { ...from, depth: from.depth + 1 };
  const node = unwrap(expression);
  switch (node.type) {
    case AST_NODE_TYPES.Identifier:
    case AST_NODE_TYPES.JSXIdentifier:
      return resolveName(node, place);
    case AST_NODE_TYPES.MemberExpression: {
      const name = propertyName(node);
      return name === null ? null : resolveProperty(resolve(node.object, place), name);
    }
    case AST_NODE_TYPES.ThisExpression:
      return resolveThis(node, place);
    case AST_NODE_TYPES.NewExpression: {
      const made = resolve(node.callee, place);
      const isOwn = made?.kind === 'node' && isClass(made.node);
      return isOwn ? { ...made, kind: 'instance', node: made.node as never } : { kind: 'node', node, place };
    }
    case AST_NODE_TYPES.CallExpression:
      return resolveCall(node, place) ?? { kind: 'node', node, place };
    case AST_NODE_TYPES.AwaitExpression:
      return node.argument.type === AST_NODE_TYPES.ImportExpression
        ? resolveDynamicImport(node.argument, place)
        : { kind: 'node', node, place };
    default:
      return { kind: 'node', node, place };
  }
}

/** The property of something found; null where it cannot be told. */
export function resolveProperty(found: Found | null, name: string): Found | null {
  switch (found?.kind) {
    case undefined:
      return null;
    case 'external':
      return found.name === '*' ? { ...found, name } : null;
    case 'namespace':
      return resolveExport(found.module, { name, depth: found.depth });
    case 'instance':
      return resolveMember(found, { name, isStatic: false });
    case 'node': {
      const { node, place } = found;
      if (isClass(node)) return resolveMember({ node, place }, { name, isStatic: true });
      return resolveElement(node, { name, place });
    }
  }
}

/** The function's parameters as this call fills them, on top of what is known around the function. */
export function bindArguments(
  { node, place }: FoundFunction,
  call: { readonly args: readonly TSESTree.Node[]; readonly place: Place },
): Place {
  const bindings = new Map<Variable, Found>(place.bindings);
  for (const variable of place.module.sourceCode.scopeManager?.getDeclaredVariables(node) ?? []) {
    const index = node.params.findIndex((param) => patternPath(param, variable.name) !== null);
    const argument = call.args[index];
    const param = node.params[index];
    const isSpread = call.args.slice(0, index + 1).some(({ type }) => type === AST_NODE_TYPES.SpreadElement);
    if (!argument || !param || isSpread || isWrittenAgain(variable)) continue;
    const path = patternPath(param, variable.name) ?? [];
    const bound = resolvePath(resolve(argument, call.place), path);
    if (bound) bindings.set(variable, bound);
  }
  return { ...place, bindings, depth: Math.max(place.depth, call.place.depth) };
}

function resolvePath(found: Found | null, path: readonly string[]): Found | null {
  return path.reduce(resolveProperty, found);
}

function resolveName(identifier: TSESTree.Identifier | TSESTree.JSXIdentifier, place: Place): Found | null {
  const variable = place.module.variables.get(identifier);
  const unknown: Found = { kind: 'external', specifier: '', name: identifier.name };
  if (!variable || variable.defs.length === 0) return unknown;
  const bound = place.bindings.get(variable);
  if (bound) return bound;
  const declaration = singleDeclaration(variable);
  if (declaration) {
    const path = patternPath(declaration.id, identifier.name);
    return path && resolvePath(resolve(declaration.init, place), path);
  }
  for (const definition of variable.defs) {
    if (definition.type === DefinitionType.ImportBinding) return resolveBinding(definition, place);
    const isDeclared =
      definition.type === DefinitionType.FunctionName || definition.type === DefinitionType.ClassName;
    if (!isDeclared) return null;
    const { node } = definition;
    const hasBody =
      node.type !== AST_NODE_TYPES.TSDeclareFunction &&
      node.type !== AST_NODE_TYPES.TSEmptyBodyFunctionExpression;
    if (hasBody) return { kind: 'node', node, place };
  }
  return unknown; // only declared: `declare function …`
}

function resolveBinding(
  { node, parent }: TSESLint.Scope.Definitions.ImportBindingDefinition,
  { module, depth }: Place,
): Found | null {
  if (parent.type !== AST_NODE_TYPES.ImportDeclaration) return null;
  const specifier = parent.source.value;
  switch (node.type) {
    case AST_NODE_TYPES.ImportNamespaceSpecifier:
      return resolveImport(module, { specifier, name: '*', depth });
    case AST_NODE_TYPES.ImportDefaultSpecifier:
      return resolveImport(module, { specifier, name: 'default', depth });
    case AST_NODE_TYPES.ImportSpecifier: {
      const { imported } = node;
      const name = imported.type === AST_NODE_TYPES.Identifier ? imported.name : imported.value;
      return resolveImport(module, { specifier, name, depth });
    }
    default:
      return null;
  }
}

function resolveDynamicImport({ source }: TSESTree.ImportExpression, place: Place): Found | null {
  if (source.type !== AST_NODE_TYPES.Literal) return null;
  return resolveImport(place.module, { specifier: String(source.value), name: '*', depth: place.depth });
}

function resolveImport(module: SourceModule, wanted: Wanted & { readonly specifier: string }): Found | null {
  const { specifier, name, depth } = wanted;
  const target = specifier.startsWith('@hs-x/') ? null : module.imported(specifier);
  if (!target) return { kind: 'external', specifier, name };
  if (name === '*') return { kind: 'namespace', module: target, depth };
  return resolveExport(target, wanted);
}

interface Wanted {
  readonly name: string;
  readonly depth: number;
  /** Files whose `export *` led here: they may export each other in circles. */
  readonly searched?: Set<SourceModule>;
}

function resolveExport(
  module: SourceModule,
  { name, depth, searched = new Set<SourceModule>() }: Wanted,
): Found | null {
  if (depth > MOST_STEPS || searched.has(module)) return null;
  searched.add(module);
  // The helper is the one file whose word is taken: what it does inside is its own affair.
  if (module.isHelper && isCheckName(name)) return { kind: 'external', specifier: module.path, name };
  let external: Found | null = null;
  for (const exported of findExport(module, name)) {
    const found =
      exported.kind === 'node'
        ? resolve(exported.node, { ...placeIn(module), depth: depth + 1 })
        : resolveImport(module, { ...exported, depth: depth + 1, searched });
    if (found && found.kind !== 'external') return found;
    external ??= found;
  }
  return external;
}

function resolveMember(
  { node, place }: { readonly node: Parameters<typeof classMember>[0]; readonly place: Place },
  member: { readonly name: string; readonly isStatic: boolean },
): Found | null {
  const own = classMember(node, member);
  if (own) return resolve(own, place);
  const parent = node.superClass ? resolve(node.superClass, place) : null;
  if (parent?.kind !== 'node' || !isClass(parent.node)) return null;
  return resolveMember({ node: parent.node, place: parent.place }, member);
}

function resolveThis(node: TSESTree.ThisExpression, place: Place): Found | null {
  const owner = thisOwner(node);
  if (!owner) return null;
  const isInstance = owner.kind === 'class' && !owner.isStatic;
  return isInstance
    ? { kind: 'instance', node: owner.node, place }
    : { kind: 'node', node: owner.node, place };
}

function resolveElement(
  node: TSESTree.Node,
  { name, place }: { readonly name: string; readonly place: Place },
): Found | null {
  if (node.type === AST_NODE_TYPES.ArrayExpression) {
    const hasSpread = node.elements.some((element) => element?.type === AST_NODE_TYPES.SpreadElement);
    const element = hasSpread ? null : node.elements[Number(name)];
    return element ? resolve(element, place) : null;
  }
  if (node.type !== AST_NODE_TYPES.ObjectExpression) return null;
  for (const property of node.properties.toReversed()) {
    if (property.type === AST_NODE_TYPES.SpreadElement) {
      const spread = resolveProperty(resolve(property.argument, place), name);
      if (spread) return spread;
    } else if (propertyName(property) === name) {
      return property.kind === 'init' ? resolve(property.value, place) : null;
    }
  }
  return null;
}

/** What a call answers: for `bind` the function itself, for a function with one answer that answer. */
function resolveCall(node: TSESTree.CallExpression, from: Place): Found | null {
  const place = { ...from, depth: from.depth + STEPS_OF_CALL };
  const callee = unwrap(node.callee);
  if (callee.type === AST_NODE_TYPES.MemberExpression) {
    const method = propertyName(callee);
    if (method === 'bind') return resolve(callee.object, place);
    const isFreeze = method === 'freeze' && isNamed(callee.object, 'Object');
    if (isFreeze && node.arguments[0]) return resolve(node.arguments[0], place);
  }
  const called = asFunction(resolve(callee, place));
  if (!called || called.node.async || called.node.generator) return null;
  const [answer, ...others] = returnedExpressions(called.node, called.place.module.sourceCode);
  if (!answer || others.length > 0) return null;
  return resolve(answer, bindArguments(called, { args: node.arguments, place }));
}

function isNamed(node: TSESTree.Node, name: string): boolean {
  return node.type === AST_NODE_TYPES.Identifier && node.name === name;
}

import { AST_NODE_TYPES, TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { propertyName } from '../source/property-name.js';
import type { SourceModule, Variable } from '../source/source-module.js';
import { unwrap } from '../source/unwrap.js';
import { patternPath } from './pattern-path.js';
import { singleDeclaration } from './single-value.js';

/** Parameters that are recognised by their type, whatever they are called. */
const PATHS_OF_TYPES: Readonly<Record<string, readonly string[]>> = {
  CtxKv: ['ctx', 'kv'],
  CtxHttp: ['ctx', 'http'],
  CtxEmail: ['ctx', 'email'],
  Worker: ['worker'],
};
const UNKNOWN = '?';
const MOST_STEPS = 30;

/**
 * The way an expression reaches its value, with aliases and destructuring undone: after `const { kv: store } = ctx`, `store.get` gives
 * `['ctx', 'kv', 'get']`. What cannot be followed begins with `?`.
 */
export function memberPath(expression: TSESTree.Node, module: SourceModule, steps = 0): readonly string[] {
  if (steps > MOST_STEPS) return [UNKNOWN];
  const node = unwrap(expression);
  switch (node.type) {
    case AST_NODE_TYPES.MemberExpression:
      return [...memberPath(node.object, module, steps + 1), propertyName(node) ?? UNKNOWN];
    case AST_NODE_TYPES.AwaitExpression:
      return memberPath(node.argument, module, steps + 1);
    case AST_NODE_TYPES.CallExpression: {
      const path = memberPath(node.callee, module, steps + 1);
      return path.at(-1) === 'bind' ? path.slice(0, -1) : [UNKNOWN];
    }
    case AST_NODE_TYPES.ThisExpression:
      return ['this'];
    case AST_NODE_TYPES.Identifier: {
      const variable = module.variables.get(node);
      return variable ? namePath(variable, { module, steps }) : [node.name];
    }
    default:
      return [UNKNOWN];
  }
}

function namePath(
  variable: Variable,
  { module, steps }: { readonly module: SourceModule; readonly steps: number },
): readonly string[] {
  const declaration = singleDeclaration(variable);
  if (declaration) {
    const path = patternPath(declaration.id, variable.name) ?? [UNKNOWN];
    return [...memberPath(declaration.init, module, steps + 1), ...path];
  }
  const definition = variable.defs[0];
  if (definition?.type !== TSESLint.Scope.DefinitionType.Parameter) return [variable.name];
  const { node } = definition;
  const params = 'params' in node ? node.params : [];
  for (const param of params) {
    const path = patternPath(param, variable.name);
    if (path) return path.length > 0 ? [UNKNOWN, ...path] : typedPath(param, variable.name);
  }
  return [variable.name];
}

function typedPath(param: TSESTree.Node, name: string): readonly string[] {
  const type = 'typeAnnotation' in param ? param.typeAnnotation : undefined;
  const annotation = type?.type === AST_NODE_TYPES.TSTypeAnnotation ? type.typeAnnotation : undefined;
  if (annotation?.type === AST_NODE_TYPES.TSTypeReference) {
    const { typeName } = annotation;
    const typeText = typeName.type === AST_NODE_TYPES.Identifier ? typeName.name : '';
    return Object.hasOwn(PATHS_OF_TYPES, typeText) ? (PATHS_OF_TYPES[typeText] ?? [name]) : [name];
  }
  if (annotation?.type !== AST_NODE_TYPES.TSIndexedAccessType) return [name];
  const { indexType } = annotation; // `Ctx['kv']`
  const key = indexType.type === AST_NODE_TYPES.TSLiteralType ? indexType.literal : undefined;
  return key?.type === AST_NODE_TYPES.Literal ? ['ctx', String(key.value)] : [name];
}

import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import type { ClassNode, Found, FoundFunction, FunctionNode } from './found.js';

/** Whether the node is a function with a body. */
export function isFunction(node: TSESTree.Node | null | undefined): node is FunctionNode {
  return (
    node?.type === AST_NODE_TYPES.ArrowFunctionExpression ||
    node?.type === AST_NODE_TYPES.FunctionExpression ||
    node?.type === AST_NODE_TYPES.FunctionDeclaration
  );
}

/** Whether the node is a class. */
export function isClass(node: TSESTree.Node | null | undefined): node is ClassNode {
  return node?.type === AST_NODE_TYPES.ClassDeclaration || node?.type === AST_NODE_TYPES.ClassExpression;
}

/** The function that was found, if it was one. */
export function asFunction(found: Found | null): FoundFunction | null {
  return found?.kind === 'node' && isFunction(found.node) ? { node: found.node, place: found.place } : null;
}

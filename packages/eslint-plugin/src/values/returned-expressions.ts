import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import type { FunctionNode } from './found.js';
import { isClass, isFunction } from './is-function.js';

/** The expressions a function may answer; the functions within it have answers of their own. */
export function returnedExpressions(
  { body }: FunctionNode,
  { visitorKeys }: Pick<TSESLint.SourceCode, 'visitorKeys'>,
): readonly TSESTree.Expression[] {
  if (body.type !== AST_NODE_TYPES.BlockStatement) return [body];
  const returned: TSESTree.Expression[] = [];
  const visit = (node: TSESTree.Node): void => {
    if (isFunction(node) || isClass(node)) return;
    if (node.type === AST_NODE_TYPES.ReturnStatement && node.argument) returned.push(node.argument);
    else childrenOf(node, visitorKeys).forEach(visit);
  };
  body.body.forEach(visit);
  return returned;
}

/** A node's parts in the order they are written. */
export function childrenOf(
  node: TSESTree.Node,
  visitorKeys: TSESLint.SourceCode['visitorKeys'],
): readonly TSESTree.Node[] {
  return (visitorKeys[node.type] ?? []).flatMap((key) => {
    const child = (node as unknown as Record<string, unknown>)[key];
    return (Array.isArray(child) ? child : [child]).filter(isNode);
  });
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';

/** The expression without what only the compiler reads: `x as T`, `x!`, `<T>x`, `x satisfies T`, and without the shell of `a?.b`. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  switch (node.type) {
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.TSSatisfiesExpression:
    case AST_NODE_TYPES.TSTypeAssertion:
    case AST_NODE_TYPES.TSInstantiationExpression:
    case AST_NODE_TYPES.ChainExpression:
      return unwrap(node.expression);
    default:
      return node;
  }
}

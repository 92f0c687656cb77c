import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { isFunction } from '../values/is-function.js';

/** Puts `await` before a call, where that can stand; null elsewhere. */
export function addAwait(
  call: TSESTree.Node,
  sourceCode: Readonly<TSESLint.SourceCode>,
): TSESLint.SuggestionReportDescriptor<'addAwait'> | null {
  const { parent } = call;
  const isPartOfMore =
    parent?.type === AST_NODE_TYPES.MemberExpression ||
    (parent?.type === AST_NODE_TYPES.CallExpression && parent.callee === call);
  if (!parent || isPartOfMore || !isInAsync(call)) return null;
  const isVoid = parent.type === AST_NODE_TYPES.UnaryExpression && parent.operator === 'void';
  const text = `await ${sourceCode.getText(call)}`;
  return { messageId: 'addAwait', fix: (fixer) => fixer.replaceText(isVoid ? parent : call, text) };
}

function isInAsync(node: TSESTree.Node): boolean {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at.async;
  return false;
}

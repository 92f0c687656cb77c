import type { TSESTree } from '@typescript-eslint/utils';
import { AST_NODE_TYPES, TSESLint } from '@typescript-eslint/utils';
import type { Variable } from '../source/source-module.js';

const { DefinitionType } = TSESLint.Scope;

/** The declaration `const <pattern> = <init>` behind a name that is never given another value; null for everything else. */
export function singleDeclaration(
  variable: Variable,
): (TSESTree.VariableDeclarator & { readonly init: TSESTree.Expression }) | null {
  const [definition, ...others] = variable.defs;
  if (definition?.type !== DefinitionType.Variable || others.length > 0) return null;
  const { node } = definition;
  if (isWrittenAgain(variable) || node.type !== AST_NODE_TYPES.VariableDeclarator || !node.init) return null;
  return node as TSESTree.VariableDeclarator & { readonly init: TSESTree.Expression };
}

/** Whether a name is given another value than the one it was declared with. */
export function isWrittenAgain({ references }: Variable): boolean {
  return references.some((reference) => reference.isWrite() && !reference.init);
}

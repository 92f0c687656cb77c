import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Variable } from './source-module.js';

/** Every identifier of a file with the variable it declares or refers to. */
export function indexVariables(sourceCode: TSESLint.SourceCode): ReadonlyMap<TSESTree.Node, Variable> {
  const variables = new Map<TSESTree.Node, Variable>();
  for (const scope of sourceCode.scopeManager?.scopes ?? []) {
    for (const variable of scope.variables) {
      for (const identifier of variable.identifiers) variables.set(identifier, variable);
    }
    for (const { identifier, resolved } of scope.references) {
      if (resolved) variables.set(identifier, resolved);
    }
  }
  return variables;
}

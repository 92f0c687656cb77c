import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** A name's meaning in one file, with every place that reads or writes it. */
export type Variable = TSESLint.Scope.Variable;

/** One parsed file of the app. */
export interface SourceModule {
  /** Absolute path. */
  readonly path: string;
  readonly sourceCode: TSESLint.SourceCode;
  /** What every identifier of the file stands for; identifiers without an entry are property names or globals nobody declared. */
  readonly variables: ReadonlyMap<TSESTree.Node, Variable>;
  /** Whether the file is the entitlement helper: what it does is trusted, not looked into. */
  readonly isHelper: boolean;
  /** The file an import of this one leads to; null for packages and for what cannot be found or parsed. */
  imported(specifier: string): SourceModule | null;
}

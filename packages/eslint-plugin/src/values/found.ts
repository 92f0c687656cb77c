import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceModule, Variable } from '../source/source-module.js';

/** Anything with a body that can be called. */
export type FunctionNode =
  TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression;
/** A class, declared or written in place. */
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** Where an expression is read: its file, and what the parameters around it are known to be. */
export interface Place {
  readonly module: SourceModule;
  readonly bindings: ReadonlyMap<Variable, Found>;
  /** How many names were followed to get here: definitions that go in circles end somewhere. */
  readonly depth: number;
}

/** The top of a file, where no parameter is known. */
export function placeIn(module: SourceModule): Place {
  return { module, bindings: new Map(), depth: 0 };
}

/** What an expression turns out to be. */
export type Found =
  /** A piece of code that cannot be followed further: a function, an object, a literal, a call. */
  | { readonly kind: 'node'; readonly node: TSESTree.Node; readonly place: Place }
  /** An object made from a class. */
  | { readonly kind: 'instance'; readonly node: ClassNode; readonly place: Place }
  /** Everything a file of the app exports. */
  | { readonly kind: 'namespace'; readonly module: SourceModule; readonly depth: number }
  /** Something of a package, of a file that cannot be read, or of nowhere (empty specifier); `*` is all of it. */
  | { readonly kind: 'external'; readonly specifier: string; readonly name: string };

/** A function and where it is written. */
export interface FoundFunction {
  readonly node: FunctionNode;
  readonly place: Place;
}

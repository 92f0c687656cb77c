/** What a file exports under a name: the piece of its code, or the import it passes on. */
import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import type { SourceModule } from '../source/source-module.js';

/** Where an exported name leads. */
export type Exported =
  | { readonly kind: 'node'; readonly node: TSESTree.Node }
  | { readonly kind: 'import'; readonly specifier: string; readonly name: string };

/** Every place an exported name may lead to: one, or none and then all `export *`. */
export function findExport(module: SourceModule, name: string): readonly Exported[] {
  const stars: Exported[] = [];
  for (const statement of module.sourceCode.ast.body) {
    if (statement.type === AST_NODE_TYPES.ExportDefaultDeclaration && name === 'default') {
      return [{ kind: 'node', node: statement.declaration }];
    }
    if (statement.type === AST_NODE_TYPES.ExportNamedDeclaration) {
      const exported = namedExport(statement, name);
      if (exported) return [exported];
    }
    if (statement.type === AST_NODE_TYPES.ExportAllDeclaration) {
      const specifier = statement.source.value;
      if (statement.exported === null) stars.push({ kind: 'import', specifier, name });
      else if (nameOf(statement.exported) === name) return [{ kind: 'import', specifier, name: '*' }];
    }
  }
  return name === 'default' ? [] : stars;
}

function namedExport(statement: TSESTree.ExportNamedDeclaration, name: string): Exported | null {
  const declared = statement.declaration && declaredName(statement.declaration, name);
  if (declared) return { kind: 'node', node: declared };
  for (const { exported, local } of statement.specifiers) {
    if (nameOf(exported) !== name) continue;
    return statement.source
      ? { kind: 'import', specifier: statement.source.value, name: nameOf(local) }
      : { kind: 'node', node: local };
  }
  return null;
}

/** A declaration's own identifier: from there on, names are looked up as anywhere else in the file. */
function declaredName(declaration: TSESTree.Node, name: string): TSESTree.Node | null {
  if (declaration.type === AST_NODE_TYPES.VariableDeclaration) {
    return firstIdentifier(
      declaration.declarations.map(({ id }) => id),
      name,
    );
  }
  const isNamed =
    declaration.type === AST_NODE_TYPES.FunctionDeclaration ||
    declaration.type === AST_NODE_TYPES.ClassDeclaration ||
    declaration.type === AST_NODE_TYPES.TSDeclareFunction;
  return isNamed && declaration.id?.name === name ? declaration.id : null;
}

function firstIdentifier(patterns: readonly TSESTree.Node[], name: string): TSESTree.Node | null {
  for (const pattern of patterns) {
    const inner = pattern.type === AST_NODE_TYPES.Identifier ? [] : innerPatterns(pattern);
    const found =
      pattern.type === AST_NODE_TYPES.Identifier && pattern.name === name
        ? pattern
        : firstIdentifier(inner, name);
    if (found) return found;
  }
  return null;
}

function innerPatterns(pattern: TSESTree.Node): readonly TSESTree.Node[] {
  switch (pattern.type) {
    case AST_NODE_TYPES.ObjectPattern:
      return pattern.properties.map((property) =>
        property.type === AST_NODE_TYPES.Property ? property.value : property.argument,
      );
    case AST_NODE_TYPES.ArrayPattern:
      return pattern.elements.filter((element) => element !== null);
    case AST_NODE_TYPES.AssignmentPattern:
      return [pattern.left];
    default:
      return [];
  }
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === AST_NODE_TYPES.Identifier ? node.name : node.value;
}

import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { propertyName } from '../source/property-name.js';

/**
 * Which property of a destructured value a name stands for: `{ a: { b } }` gives `['a', 'b']` for `b`, a plain name `[]`. Null for
 * rest elements, computed keys and names that are not in the pattern.
 */
export function patternPath(pattern: TSESTree.Node, name: string): readonly string[] | null {
  switch (pattern.type) {
    case AST_NODE_TYPES.Identifier:
      return pattern.name === name ? [] : null;
    case AST_NODE_TYPES.AssignmentPattern:
      return patternPath(pattern.left, name);
    case AST_NODE_TYPES.ObjectPattern:
      return firstPath(
        pattern.properties.map((property) =>
          property.type === AST_NODE_TYPES.Property
            ? [propertyName(property), patternPath(property.value, name)]
            : [null, null],
        ),
      );
    case AST_NODE_TYPES.ArrayPattern:
      return firstPath(
        pattern.elements.map((element, index) => [
          String(index),
          element === null ? null : patternPath(element, name),
        ]),
      );
    default:
      return null;
  }
}

type Branch = readonly [key: string | null, rest: readonly string[] | null];

function firstPath(branches: readonly Branch[]): readonly string[] | null {
  for (const [key, rest] of branches) {
    if (key !== null && rest !== null) return [key, ...rest];
  }
  return null;
}

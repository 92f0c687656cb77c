import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { propertyName } from '../source/property-name.js';
import type { ClassNode, FunctionNode } from './found.js';
import { isClass } from './is-function.js';

/** What a class keeps under a name, on itself (`isStatic`) or on its instances; getters and inherited members excluded. */
export function classMember(
  { body }: ClassNode,
  { name, isStatic }: { readonly name: string; readonly isStatic: boolean },
): TSESTree.Node | null {
  for (const member of body.body) {
    if (member.type === AST_NODE_TYPES.MethodDefinition) {
      const isWanted = member.static === isStatic && propertyName(member) === name;
      if (isWanted && member.kind === 'method') return member.value;
    }
    if (member.type === AST_NODE_TYPES.PropertyDefinition && member.value) {
      if (member.static === isStatic && propertyName(member) === name) return member.value;
    }
  }
  return null;
}

/** What `this` is at a place: the class or the object whose method is around it. */
export type ThisOwner =
  | { readonly kind: 'class'; readonly node: ClassNode; readonly isStatic: boolean }
  | { readonly kind: 'object'; readonly node: TSESTree.ObjectExpression };

/** The owner of the method around a node; arrow functions pass on the `this` they are in. */
export function thisOwner(node: TSESTree.Node): ThisOwner | null {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === AST_NODE_TYPES.FunctionDeclaration) return null;
    if (at.type === AST_NODE_TYPES.FunctionExpression) return methodOwner(at);
    if (at.type === AST_NODE_TYPES.PropertyDefinition && isClass(at.parent.parent)) {
      return { kind: 'class', node: at.parent.parent, isStatic: at.static };
    }
  }
  return null;
}

function methodOwner(method: FunctionNode): ThisOwner | null {
  const member = method.parent;
  if (member.type === AST_NODE_TYPES.MethodDefinition && isClass(member.parent.parent)) {
    return { kind: 'class', node: member.parent.parent, isStatic: member.static };
  }
  if (member.type === AST_NODE_TYPES.Property && member.parent.type === AST_NODE_TYPES.ObjectExpression) {
    return { kind: 'object', node: member.parent };
  }
  return null;
}

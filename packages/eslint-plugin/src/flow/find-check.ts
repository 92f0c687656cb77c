import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { propertyName } from '../source/property-name.js';
import { unwrap } from '../source/unwrap.js';
import { ASKING, isCheckName } from '../values/check-names.js';
import type { Place } from '../values/found.js';
import { asFunction } from '../values/is-function.js';
import { resolve } from '../values/resolve.js';

/** How a check says no: by throwing, or by its answer. */
export type CheckKind = 'throws' | 'answers';

/**
 * Which check a call makes, if any. A function of the app that merely has a check's name is none: it is read like any other. A name that
 * leads nowhere is believed.
 */
export function findCheck(
  callee: TSESTree.Node,
  place: Place,
  checkFunctions: readonly string[] = [],
): CheckKind | null {
  const name = checkNameOf(callee, place);
  if (name !== null) return name === ASKING ? 'answers' : 'throws';
  return checkFunctions.includes(writtenName(callee) ?? '') ? 'throws' : null;
}

/** The name under which the SDK knows what is called; null when it is something else. */
export function checkNameOf(callee: TSESTree.Node, place: Place): string | null {
  const found = resolve(callee, place);
  const own = asFunction(found);
  const name = found?.kind === 'external' ? found.name : (own?.node.id?.name ?? writtenName(callee));
  const isBelieved = own ? own.place.module.isHelper : true;
  return name !== null && isBelieved && isCheckName(name) ? name : null;
}

function writtenName(callee: TSESTree.Node): string | null {
  const node = unwrap(callee);
  if (node.type === AST_NODE_TYPES.Identifier) return node.name;
  return node.type === AST_NODE_TYPES.MemberExpression ? propertyName(node) : null;
}

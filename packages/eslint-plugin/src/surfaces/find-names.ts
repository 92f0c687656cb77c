/** Where code names a feature, a limit or a plan: in the SDK's calls, in a card's calls, in a card's components. */
import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import type { NameKind } from '../config/declared-names.js';
import { checkNameOf } from '../flow/find-check.js';
import type { Found, Place } from '../values/found.js';
import { memberPath } from '../values/member-path.js';
import { resolve, resolveProperty } from '../values/resolve.js';
import { staticTexts, type StaticText } from '../values/static-texts.js';

/** A name as the code has it. */
export interface NameUse {
  readonly kind: NameKind;
  readonly text: StaticText;
}

const KINDS_OF_CALLS: Readonly<Record<string, NameKind>> = {
  requireFeature: 'feature',
  hasFeature: 'feature',
  requireLimit: 'limit',
  consume: 'limit',
  refund: 'limit',
  usage: 'limit',
};
const KINDS_OF_ATTRIBUTES: Readonly<Record<string, Readonly<Record<string, NameKind>>>> = {
  FeatureGate: { feature: 'feature', to: 'plan' },
  UpgradePrompt: { feature: 'feature', to: 'plan' },
  UsageBar: { limit: 'limit' },
};

/** The names a call gives, as far as they can be read. */
export function findNames(call: TSESTree.CallExpression, place: Place): readonly NameUse[] {
  const fromCard = cardNames(call, place);
  if (fromCard) return fromCard;
  const name = checkNameOf(call.callee, place) ?? sdkName(resolve(call.callee, place));
  const kind = name !== null && Object.hasOwn(KINDS_OF_CALLS, name) ? KINDS_OF_CALLS[name] : undefined;
  // A card's own `hasFeature` knows its portal and takes the name alone.
  const argument = call.arguments[call.arguments.length === 1 && name === 'hasFeature' ? 0 : 1];
  return kind && argument ? usesOf(kind, argument, place) : [];
}

/** The names a component of `@hs-x/ui` is given. */
export function findNamesInElement(element: TSESTree.JSXOpeningElement, place: Place): readonly NameUse[] {
  const component = sdkName(resolve(element.name, place));
  const kinds = component === null ? undefined : KINDS_OF_ATTRIBUTES[component];
  if (!kinds) return [];
  return element.attributes.flatMap((attribute) => {
    if (attribute.type !== AST_NODE_TYPES.JSXAttribute) return [];
    const { name, value } = attribute;
    const kind = name.type === AST_NODE_TYPES.JSXIdentifier ? kinds[name.name] : undefined;
    const given = value?.type === AST_NODE_TYPES.JSXExpressionContainer ? value.expression : value;
    return kind && given ? usesOf(kind, given, place) : [];
  });
}

/** `ctx.fn('hasFeature', { feature })`; null for every other call. */
function cardNames(call: TSESTree.CallExpression, place: Place): readonly NameUse[] | null {
  const path = memberPath(call.callee, place.module);
  const [name, args] = call.arguments;
  if (path.at(-1) !== 'fn' || path.at(-2) === 'worker' || !name || !args) return null;
  if (!staticTexts(name, place).some(({ text }) => text === 'hasFeature')) return null;
  const feature = resolveProperty(resolve(args, place), 'feature');
  return feature?.kind === 'node' ? usesOf('feature', feature.node, feature.place) : [];
}

function usesOf(kind: NameKind, node: TSESTree.Node, place: Place): readonly NameUse[] {
  return staticTexts(node, place).map((text) => ({ kind, text }));
}

function sdkName(found: Found | null): string | null {
  return found?.kind === 'external' && found.specifier.startsWith('@hs-x/') ? found.name : null;
}

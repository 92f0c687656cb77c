import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { propertyName } from '../source/property-name.js';
import { unwrap } from '../source/unwrap.js';
import type { Place } from './found.js';
import { resolve } from './resolve.js';

/** A text, or its beginning, as far as it can be read without running the code. */
export interface StaticText {
  readonly text: string;
  /** False when more follows that only the running code knows. */
  readonly isWhole: boolean;
  /** The expression as written where the text is used. */
  readonly node: TSESTree.Node;
}

/** Choices within choices are followed so far; each may double the texts. */
const MOST_CHOICES = 12;

/** Every text the expression may be: one, one for each side of a `? :`, `||` or `??`, none when nothing is known. */
export function staticTexts(expression: TSESTree.Node, place: Place): readonly StaticText[] {
  const node = unwrap(expression);
  const choices = choicesOf(node);
  if (choices) return choices.flatMap((choice) => staticTexts(choice, place));
  const found = resolve(node, place);
  if (found?.kind !== 'node') return [];
  const behind = choicesOf(found.node);
  if (behind && found.place.depth < MOST_CHOICES) {
    return behind.flatMap((choice) => staticTexts(choice, found.place)).map((text) => ({ ...text, node }));
  }
  const start = beginning(found.node, found.place);
  return start.text === '' && !start.isWhole ? [] : [{ ...start, node }];
}

function choicesOf(node: TSESTree.Node): readonly TSESTree.Node[] | null {
  if (node.type === AST_NODE_TYPES.ConditionalExpression) return [node.consequent, node.alternate];
  if (node.type === AST_NODE_TYPES.LogicalExpression && node.operator !== '&&')
    return [node.left, node.right];
  return null;
}

type Beginning = Pick<StaticText, 'text' | 'isWhole'>;
const NOTHING: Beginning = { text: '', isWhole: false };

function beginning(node: TSESTree.Node, place: Place): Beginning {
  switch (node.type) {
    case AST_NODE_TYPES.Literal:
      return { text: String(node.value), isWhole: true };
    case AST_NODE_TYPES.TemplateLiteral:
      return joined(
        node.quasis.flatMap((quasi, index) => {
          const expression = node.expressions[index];
          const text: Beginning = { text: quasi.value.cooked ?? '', isWhole: true };
          return expression ? [() => text, () => follow(expression, place)] : [() => text];
        }),
      );
    case AST_NODE_TYPES.BinaryExpression:
      if (node.operator !== '+') return NOTHING;
      return joined([() => follow(node.left, place), () => follow(node.right, place)]);
    case AST_NODE_TYPES.CallExpression:
      return joined(callParts(node).map((part) => () => follow(part, place)));
    default:
      return NOTHING;
  }
}

/** `'a'.concat(b)` as `'a', b`, `['a', b].join(':')` as `'a', ':', b`. */
function callParts({ callee, arguments: args }: TSESTree.CallExpression): readonly TSESTree.Node[] {
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return [];
  const method = propertyName(callee);
  if (method === 'concat') return [callee.object, ...args];
  const list = unwrap(callee.object);
  const separator = args[0];
  if (method !== 'join' || !separator || list.type !== AST_NODE_TYPES.ArrayExpression) return [];
  return list.elements
    .filter((element) => element !== null)
    .flatMap((element, index) => (index === 0 ? [element] : [separator, element]));
}

function follow(node: TSESTree.Node, place: Place): Beginning {
  const found = resolve(node, place);
  return found?.kind === 'node' && found.place.depth < 50 ? beginning(found.node, found.place) : NOTHING;
}

function joined(parts: readonly (() => Beginning)[]): Beginning {
  let text = '';
  for (const part of parts) {
    const next = part();
    text += next.text;
    if (!next.isWhole) return { text, isWhole: false };
  }
  return parts.length === 0 ? NOTHING : { text, isWhole: true };
}

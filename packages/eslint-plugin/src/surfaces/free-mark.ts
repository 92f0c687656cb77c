/**
 * `// hs-x-free: <reason>` on a declaration, or `free: '<reason>'` in its options: somebody thought about it and says why it costs nothing.
 * The words are required, because the next reader has to be able to disagree.
 */
import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import type { SourceModule } from '../source/source-module.js';
import type { FoundFunction, Place } from '../values/found.js';
import { resolveProperty } from '../values/resolve.js';
import { staticTexts } from '../values/static-texts.js';
import type { Surface } from './surface.js';

/** Free for a reason, marked without one, or not marked. */
export type FreeMark = 'free' | 'noReason' | null;

/** How the declaration, its options or the function it names is marked. */
export function freeMark({ call, options, handlers }: Surface, place: Place): FreeMark {
  const marks = [
    ...commentsOn(statementOf(call), place.module).map(markIn),
    ...(handlers ?? []).flatMap(handlerMarks),
    optionMark(options),
  ];
  if (marks.includes('free')) return 'free';
  return marks.includes('noReason') ? 'noReason' : null;
}

function markIn({ value }: TSESTree.Comment): FreeMark {
  const mark = /^[\s*]*hs-x-free\b\s*(?::([\s\S]*))?$/.exec(value);
  if (!mark) return null;
  return hasWords(mark[1] ?? '') ? 'free' : 'noReason';
}

function optionMark(options: Surface['options']): FreeMark {
  const reason = resolveProperty(options, 'free');
  if (reason?.kind !== 'node') return null;
  const texts = staticTexts(reason.node, reason.place);
  const isEmpty = texts.length > 0 && texts.every(({ text, isWhole }) => isWhole && !hasWords(text));
  return isEmpty ? 'noReason' : 'free';
}

function hasWords(text: string): boolean {
  return /\p{L}{2}/u.test(text);
}

/** A handler with a declaration of its own may carry the mark there, in whatever file it is. */
function handlerMarks({ node, place }: FoundFunction): readonly FreeMark[] {
  const { parent } = node;
  switch (parent.type) {
    case AST_NODE_TYPES.Property:
    case AST_NODE_TYPES.MethodDefinition:
    case AST_NODE_TYPES.PropertyDefinition:
      return commentsOn(parent, place.module).map(markIn);
    case AST_NODE_TYPES.VariableDeclarator:
      return commentsOn(statementOf(parent), place.module).map(markIn);
    default:
      return node.type === AST_NODE_TYPES.FunctionDeclaration
        ? commentsOn(statementOf(node), place.module).map(markIn)
        : [];
  }
}

/** Comments right above a piece of code, or at the end of the line it begins on. */
function commentsOn(node: TSESTree.Node, { sourceCode }: SourceModule): readonly TSESTree.Comment[] {
  const previous = sourceCode.getTokenBefore(node);
  const above: TSESTree.Comment[] = [];
  let nextLine = node.loc.start.line;
  for (const comment of sourceCode.getCommentsBefore(node).toReversed()) {
    const isOfPrevious = previous !== null && comment.loc.start.line === previous.loc.end.line;
    if (isOfPrevious || comment.loc.end.line < nextLine - 1) break;
    above.push(comment);
    nextLine = comment.loc.start.line;
  }
  const { line } = node.loc.start;
  const beside = sourceCode
    .getAllComments()
    .filter(({ loc, range }) => loc.start.line === line && range[0] > node.range[0]);
  return [...above, ...beside];
}

function statementOf(node: TSESTree.Node): TSESTree.Node {
  for (let at = node; at.parent; at = at.parent) {
    const { type } = at.parent;
    const isList =
      type === AST_NODE_TYPES.BlockStatement ||
      type === AST_NODE_TYPES.Program ||
      type === AST_NODE_TYPES.StaticBlock ||
      type === AST_NODE_TYPES.SwitchCase;
    if (isList) return at;
  }
  return node;
}

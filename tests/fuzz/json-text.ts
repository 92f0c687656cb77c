/**
 * JSON as a tree whose leaves are text, so that a case can hold what no JavaScript value holds: a name twice, `1e400`, twenty thousand
 * brackets, an own `__proto__`.
 */

/** A value: its text, or the values it is made of. */
export type JsonTree =
  | { readonly text: string }
  | { readonly items: readonly JsonTree[] }
  | { readonly members: readonly JsonMember[] };

export interface JsonMember {
  readonly name: string;
  readonly value: JsonTree;
}

/** The tree of a value that JSON can say. */
export function treeOf(value: unknown): JsonTree {
  if (Array.isArray(value)) return { items: value.map(treeOf) };
  if (typeof value !== 'object' || value === null) return { text: JSON.stringify(value ?? null) };
  return { members: Object.entries(value).map(([name, inner]) => ({ name, value: treeOf(inner) })) };
}

export function textOf(tree: JsonTree): string {
  if ('text' in tree) return tree.text;
  if ('items' in tree) return `[${tree.items.map(textOf).join(',')}]`;
  return `{${tree.members.map(({ name, value }) => `${JSON.stringify(name)}:${textOf(value)}`).join(',')}}`;
}

/** How many values the tree holds, itself included. */
export function sizeOf(tree: JsonTree): number {
  return 1 + childrenOf(tree).reduce((total, child) => total + sizeOf(child), 0);
}

/** The value at a place, counted from the root in the order of the text. */
export function valueAt(tree: JsonTree, place: number): JsonTree {
  let rest = place - 1;
  if (rest < 0) return tree;
  for (const child of childrenOf(tree)) {
    const size = sizeOf(child);
    if (rest < size) return valueAt(child, rest);
    rest -= size;
  }
  return tree;
}

/**
 * The tree with the member or item at a place replaced by none, one or several; items have no name of their own. The root, place 0, is
 * replaced by the first one's value.
 */
export function replaceAt(
  tree: JsonTree,
  place: number,
  replace: (member: JsonMember) => readonly JsonMember[],
): JsonTree {
  if (place === 0) return replace({ name: '', value: tree })[0]?.value ?? tree;
  let rest = place - 1;
  const members = membersOf(tree).flatMap((member) => {
    const at = rest;
    const size = sizeOf(member.value);
    rest -= size;
    if (at < 0 || at >= size) return [member];
    return at === 0 ? replace(member) : [{ ...member, value: replaceAt(member.value, at, replace) }];
  });
  return 'items' in tree ? { items: members.map(({ value }) => value) } : { members };
}

function childrenOf(tree: JsonTree): readonly JsonTree[] {
  return membersOf(tree).map(({ value }) => value);
}

function membersOf(tree: JsonTree): readonly JsonMember[] {
  if ('text' in tree) return [];
  return 'items' in tree ? tree.items.map((value) => ({ name: '', value })) : tree.members;
}

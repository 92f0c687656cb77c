/** What no well-behaved sender sends: texts, values and names that programs stumble over, and genuine JSON with such things done to it. */
import fc from 'fast-check';
import { replaceAt, sizeOf, textOf, treeOf, valueAt, type JsonMember, type JsonTree } from './json-text.js';

/** Names that mean something to JavaScript, to SQL or to a parser. */
const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'toJSON',
  'then',
  'length',
  '',
  ' id',
  'ID',
];

/** Texts that mean something to a terminal, a page, a query or an encoder. */
const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\r\nset-cookie: a=b',
  '\uFEFF',
  '\u202Egnp.exe',
  '\uD800',
  '\uDFFF\uD800',
  '🎉',
  'ı',
  'İ',
  '\u{10FFFF}',
  '%00',
  '%',
  '../../etc/passwd',
  "'; DROP TABLE accounts; --",
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '${7*7}{{7*7}}',
  'cus_',
  'null',
  'undefined',
  'NaN',
];

/** Numbers at the edges of what is one. */
const NUMBERS = ['0', '-0', '-1', '1e400', '-1e400', '1e-400', '9007199254740993', '0.1', '1E3', '4e15'];

/** Values that are where another type is expected. */
const VALUES = [
  ...NUMBERS,
  'null',
  'true',
  'false',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '{"toString":1,"valueOf":null,"toJSON":2,"length":-1}',
];

/** Text of any kind. */
export const strangeText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS, ...NAMES) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 24 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 24 }) },
  { weight: 1, arbitrary: fc.constantFrom(300, 5_000).map((length) => 'x'.repeat(length)) },
);

/** The text with U+FFFD for every half of a surrogate pair, as it travels in an address. */
export function whole(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

const strangeName = fc.oneof(fc.constantFrom(...NAMES), strangeText);

/** A JSON value by its text, or, where that would fill a screen, by what it is made of. */
export type StrangeJson =
  | { readonly text: string }
  | { readonly depth: number; readonly isObject: boolean }
  | { readonly length: number };

/** JSON values of any type and size. */
export const strangeJson: fc.Arbitrary<StrangeJson> = fc.oneof(
  { weight: 4, arbitrary: strangeText.map((text) => ({ text: JSON.stringify(text) })) },
  { weight: 4, arbitrary: fc.constantFrom(...VALUES).map((text) => ({ text })) },
  { weight: 2, arbitrary: fc.json({ maxDepth: 4 }).map((text) => ({ text })) },
  { weight: 1, arbitrary: fc.record({ depth: fc.constantFrom(101, 5_000, 40_000), isObject: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ length: fc.constantFrom(100_000, 1_100_000) }) },
);

/** The text of a strange value. */
export function jsonOf(value: StrangeJson): string {
  if ('text' in value) return value.text;
  return 'length' in value ? `"${'x'.repeat(value.length)}"` : nested('null', value);
}

/** One thing done to JSON at one place of it; a place beyond the end counts from the start again. */
export interface Mutation {
  readonly place: number;
  readonly deed:
    | { readonly kind: 'drop' }
    | { readonly kind: 'repeat'; readonly value: StrangeJson }
    | { readonly kind: 'replace'; readonly value: StrangeJson }
    | { readonly kind: 'rename'; readonly name: string }
    | { readonly kind: 'add'; readonly name: string; readonly value: StrangeJson }
    | { readonly kind: 'nest'; readonly depth: number; readonly isObject: boolean }
    /** Takes the value of another place. */
    | { readonly kind: 'copy'; readonly from: number };
}

/** Mutations; `replacements` are texts of values that would do most harm, such as another portal's ids. */
export function mutationsWith(replacements: readonly string[] = []): fc.Arbitrary<readonly Mutation[]> {
  const harm = replacements.map((text) => ({ weight: 1, arbitrary: fc.constant({ text }) }));
  const value = fc.oneof({ weight: 8, arbitrary: strangeJson }, ...harm);
  const place = fc.oneof({ weight: 1, arbitrary: fc.nat(12) }, { weight: 2, arbitrary: fc.nat(300) });
  const deed: fc.Arbitrary<Mutation['deed']> = fc.oneof(
    fc.constant({ kind: 'drop' as const }),
    fc.record({ kind: fc.constant('repeat' as const), value }),
    fc.record({ kind: fc.constant('replace' as const), value }),
    fc.record({ kind: fc.constant('rename' as const), name: strangeName }),
    fc.record({ kind: fc.constant('add' as const), name: strangeName, value }),
    fc.record({
      kind: fc.constant('nest' as const),
      depth: fc.constantFrom(1, 2, 60, 200, 20_000),
      isObject: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('copy' as const), from: fc.nat(300) }),
  );
  return fc.array(fc.record({ place, deed }), { minLength: 1, maxLength: 4 });
}

/** The text of the value with everything done to it. */
export function mutatedText(value: unknown, mutations: readonly Mutation[]): string {
  return textOf(mutations.reduce(mutate, treeOf(value)));
}

function mutate(tree: JsonTree, { place, deed }: Mutation): JsonTree {
  const size = sizeOf(tree);
  return replaceAt(tree, place % size, (member) => replacementsOf(tree, size, { member, deed }));
}

function replacementsOf(
  tree: JsonTree,
  size: number,
  { member, deed }: { member: JsonMember; deed: Mutation['deed'] },
): readonly JsonMember[] {
  switch (deed.kind) {
    case 'drop':
      return [];
    case 'repeat':
      return [member, { ...member, value: { text: jsonOf(deed.value) } }];
    case 'replace':
      return [{ ...member, value: { text: jsonOf(deed.value) } }];
    case 'rename':
      return [{ ...member, name: deed.name }];
    case 'add':
      return [member, { name: deed.name, value: { text: jsonOf(deed.value) } }];
    case 'nest':
      return [{ ...member, value: { text: nested(textOf(member.value), deed) } }];
    case 'copy':
      return [{ ...member, value: valueAt(tree, deed.from % size) }];
  }
}

function nested(text: string, { depth, isObject }: { depth: number; isObject: boolean }): string {
  const [open, close] = isObject ? ['{"a":', '}'] : ['[', ']'];
  return `${open.repeat(depth)}${text}${close.repeat(depth)}`;
}

import { expect, test } from 'vitest';

import { parseFormBody } from '../../src/kernel/form-body.js';

const plain = (text: string): unknown => JSON.parse(JSON.stringify(parseFormBody(text)));

test('brackets nest, numbers make lists', () => {
  expect(plain('items[0][price]=p1&items[0][quantity]=2&items[1][price]=p2&metadata[portal]=1')).toEqual({
    items: [{ price: 'p1', quantity: '2' }, { price: 'p2' }],
    metadata: { portal: '1' },
  });
});

test('empty brackets append', () => {
  expect(plain('expand[]=customer&expand[]=data.plan')).toEqual({ expand: ['customer', 'data.plan'] });
});

test('values are decoded, and an empty one stays an empty text', () => {
  expect(plain('name=A+%26+B&description=')).toEqual({ name: 'A & B', description: '' });
});

test('a name with broken brackets is taken literally', () => {
  expect(plain('a[b=1&[x]=2')).toEqual({ 'a[b': '1', '[x]': '2' });
});

test('a field called __proto__ is only a field', () => {
  const parsed = parseFormBody('__proto__[polluted]=yes&constructor=x');
  expect(Object.keys(parsed)).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

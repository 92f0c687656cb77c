import { describe, expect, it } from 'vitest';
import { mapRecords } from '../../../src/worker/sync/map-records.js';
import type { SyncField } from '../../../src/worker/sync/sync-source.js';

const NOON = Date.UTC(2026, 10, 20, 12, 30);

function mapped(record: unknown, field: SyncField): string | undefined {
  const mapping = {
    idProperty: 'email',
    fields: [['email', () => 'a@b.example'] as const, ['p', field] as const],
  };
  const { upserts, refused } = mapRecords([record], mapping);
  return refused.length > 0 ? 'refused' : upserts[0]?.properties.p;
}

describe('a value', () => {
  it.each([
    ['text as it is', 'v', { v: ' x ' }, ' x '],
    ['a number', 'v', { v: 1.5 }, '1.5'],
    ['a boolean', 'v', { v: false }, 'false'],
    ['a date', 'v', { v: new Date(NOON) }, '2026-11-20T12:30:00.000Z'],
    ['a list', 'v', { v: ['a', 'b'] }, 'a;b'],
    ['null, which empties the property', 'v', { v: null }, ''],
    ['nothing, which leaves the property alone', 'v', {}, undefined],
    ['what a function makes', (row: { v: string }) => row.v.toUpperCase(), { v: 'x' }, 'X'],
    ['lowercase', { from: 'v', as: 'lowercase' }, { v: ' A@B ' }, 'a@b'],
    ['a number from text', { from: 'v', as: 'number' }, { v: ' 42 ' }, '42'],
    ['a boolean from 1', { from: 'v', as: 'boolean' }, { v: 1 }, 'true'],
    ['a day', { from: 'v', as: 'date' }, { v: NOON }, '2026-11-20'],
    [
      'an instant from text',
      { from: 'v', as: 'datetime' },
      { v: '2026-11-20T12:30Z' },
      '2026-11-20T12:30:00.000Z',
    ],
    ['null whatever the form', { from: 'v', as: 'date' }, { v: null }, ''],
  ] as const satisfies readonly (readonly [string, SyncField, unknown, string | undefined])[])(
    'becomes HubSpot’s text: %s',
    (_what, field, record, expected) => {
      expect(mapped(record, field)).toBe(expected);
    },
  );

  it.each([
    ['an object', 'v', { v: {} }],
    ['NaN', 'v', { v: Number.NaN }],
    ['no number', { from: 'v', as: 'number' }, { v: 'many' }],
    ['no date', { from: 'v', as: 'date' }, { v: 'soon' }],
    ['no boolean', { from: 'v', as: 'boolean' }, { v: 'perhaps' }],
    [
      'what a function throws for',
      () => {
        throw new Error('x');
      },
      {},
    ],
  ] as const satisfies readonly (readonly [string, SyncField, unknown])[])(
    'that cannot be written refuses its record alone: %s',
    (_what, field, record) => {
      expect(mapped(record, field)).toBe('refused');
    },
  );
});

describe('a page', () => {
  const mapping = { idProperty: 'email', fields: [['email', 'mail'] as const, ['name', 'name'] as const] };

  it('leaves out records without an id, and of two with one id the first', () => {
    const page = [
      { mail: 'A@x.example', name: '1' },
      { name: '2' },
      { mail: ' ' },
      { mail: 'a@x.example', name: '3' },
    ];
    expect(mapRecords(page, mapping)).toEqual({
      upserts: [{ id: 'a@x.example', properties: { email: 'a@x.example', name: '3' } }],
      skipped: 3,
      refused: [],
    });
  });

  it('takes ids of other properties by the letter', () => {
    const byKey = { idProperty: 'key', fields: [['key', 'k'] as const] };
    expect(mapRecords([{ k: 'A' }, { k: 'a' }], byKey).upserts).toHaveLength(2);
  });

  it('of things that are no records writes nothing', () => {
    expect(mapRecords([null, 7, 'x', []], mapping)).toEqual({ upserts: [], skipped: 4, refused: [] });
  });
});

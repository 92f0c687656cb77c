import { describe, expect, it } from 'vitest';
import { declareSync } from '../../../src/worker/sync/declare-sync.js';
import { defineSource, type SyncOptions } from '../../../src/worker/sync/sync-source.js';
import { defineWorker } from '../../../src/worker/define-worker.js';

interface Row {
  readonly mail: string;
  readonly age: number;
}

const source = defineSource<Row>({
  name: 'list',
  pull: () => Promise.resolve({ records: [], nextCursor: null, isComplete: true }),
});
const options = (more: Partial<SyncOptions> = {}): SyncOptions => ({
  into: 'contacts',
  schedule: '5m',
  schema: { email: 'mail' },
  ...more,
});

function refusalOf(anySource: unknown, wish: SyncOptions): string {
  try {
    declareSync(anySource, wish, []);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the declaration of a sync', () => {
  it('finds contacts by their address unless it says otherwise', () => {
    expect(declareSync(source, options(), []).moves).toMatchObject({ idProperty: 'email', source });
    const wish = options({ idProperty: 'crm_key', schema: { crm_key: 'mail' } });
    expect(declareSync(source, wish, []).moves).toMatchObject({ idProperty: 'crm_key' });
  });

  it('accepts a source without pull, which moves nothing', () => {
    for (const without of [{ name: 'airtable' }, 'airtable', 1, undefined])
      expect(declareSync(without, options({ schema: {} }), []).moves).toBeNull();
  });

  it.each([
    ['no object type', source, { into: 'my contacts' }, 'into takes an object type'],
    ['a pull that is none', { name: 'x', pull: true }, {}, 'The source of the sync "contacts" is not one'],
    [
      'a source without a name',
      { pull: () => undefined },
      {},
      'The source of the sync "contacts" is not one',
    ],
    ['other records without an id property', source, { into: 'deals' }, 'names no idProperty'],
    [
      'a schema without the id',
      source,
      { schema: { firstname: 'name' } },
      'does not fill its idProperty "email"; it fills firstname',
    ],
    ['no schema', source, { schema: null as never }, 'The schema of the sync "contacts" is not one'],
    ['an unusual property name', source, { schema: { 'E-Mail': 'mail' } }, 'names the property "E-Mail"'],
    [
      'an unknown form',
      source,
      { schema: { email: { from: 'mail', as: 'upper' as never } } },
      'expected a field',
    ],
    ['an empty field name', source, { schema: { email: '' } }, 'expected a field'],
    ['a schedule that is none', source, { schedule: 'often' }, 'The schedule "often" is not allowed'],
  ] as const)('is refused for %s', (_what, anySource, more, message) => {
    expect(refusalOf(anySource, options(more))).toContain(message);
  });

  it('knows the record’s fields where the source has a type', () => {
    defineWorker(({ worker }) => {
      worker.sync(source, {
        into: 'contacts',
        schedule: '5m',
        schema: { email: 'mail', age: (row) => row.age + 1 },
      });
      // @ts-expect-error -- the source has no such field
      worker.sync(source, { into: 'contacts', schedule: '5m', schema: { email: 'e_mail' } });
    });
  });
});

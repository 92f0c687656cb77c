import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { createGroupCommit, type GroupCommit } from '../../src/store/sqlite/group-commit.js';
import { temporaryFile } from './temporary-file.js';

const opened: Database.Database[] = [];
afterEach(() => {
  for (const database of opened.splice(0)) database.close();
});

interface Group {
  readonly group: GroupCommit;
  readonly database: Database.Database;
  /** What another connection sees: only what is committed. */
  readonly committed: () => unknown[];
  /** Transactions begun so far. */
  readonly attempts: () => number;
  readonly insert: (word: string) => () => string;
}

function openGroup(): Group {
  const file = temporaryFile();
  const [database, other] = [new Database(file), new Database(file)];
  opened.push(database, other);
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE words (word TEXT PRIMARY KEY)');
  let attempts = 0;
  const group = createGroupCommit(database, (work) => {
    attempts += 1;
    return new Promise((resolve) => resolve(work()));
  });
  const insert = (word: string) => () => {
    database.prepare('INSERT INTO words VALUES (?)').run(word);
    return word;
  };
  const committed = () => other.prepare('SELECT word FROM words ORDER BY word').pluck().all();
  return { group, database, committed, insert, attempts: () => attempts };
}

describe('writes that come together', () => {
  it('are one transaction, and each has its own outcome', async () => {
    const { group, insert, committed, attempts } = openGroup();
    const outcomes = await Promise.all(['a', 'b', 'c'].map((word) => group.write(insert(word))));
    expect(outcomes).toEqual(['a', 'b', 'c']);
    expect(committed()).toEqual(['a', 'b', 'c']);
    expect(attempts()).toBe(1);
  });

  it('are undone alone: one that fails takes back what it did and nothing of the others', async () => {
    const { group, insert, committed } = openGroup();
    const fails = () => {
      insert('half')();
      throw new Error('a guard failed');
    };
    const outcomes = await Promise.allSettled([
      group.write(insert('a')),
      group.write(fails),
      group.write(insert('a')),
      group.write(insert('b')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(committed()).toEqual(['a', 'b']);
  });

  it('are answered only when they are on disk', async () => {
    const { group, insert, committed } = openGroup();
    const seen = await group.write(insert('a')).then(() => committed());
    expect(seen).toEqual(['a']);
  });

  it('all fail when the whole transaction does, and what comes later is written', async () => {
    const { group, database, insert, committed } = openGroup();
    const givesUp = () => {
      insert('c')();
      database.exec('ROLLBACK');
      throw new Error('the disk is full');
    };
    const outcomes = await Promise.allSettled([group.write(insert('a')), group.write(givesUp)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(committed()).toEqual([]);
    await group.write(insert('b'));
    expect(committed()).toEqual(['b']);
  });

  it('are told when a close cannot write them, and none waits for ever', async () => {
    const { group, database, insert } = openGroup();
    const written = group.write(insert('a'));
    database.close();
    group.flush();
    await expect(written).rejects.toThrow();
  });

  it('are written by a close that comes before their turn', async () => {
    const { group, insert, committed } = openGroup();
    const written = group.write(insert('a'));
    group.flush();
    expect(committed()).toEqual(['a']);
    expect(await written).toBe('a');
  });
});

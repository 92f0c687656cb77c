import type { Scope } from '../billing/ports/scope.js';
import type { Clock } from '../kernel/clock.js';
import { HsxError } from '../kernel/hsx-error.js';
import { isNestedTooDeep, MAX_NESTING } from '../kernel/nesting.js';
import { refuseCardNumbers } from './card-number.js';
import type { CtxKv } from './ctx.js';
import { MAX_KEY_LENGTH, MAX_LISTED_ROWS, MAX_VALUE_LENGTH, OWN_PREFIX, PAGE_ROWS } from './kv-limits.js';
import { invalidKey } from './kv-refusals.js';
import type { KvView } from './kv-view.js';
import type { KvRow, KvStore } from './ports.js';

/** Makes `ctx.kv`: the author's own keys from the store, the billing keys from their views. */
export function createCtxKv(parts: {
  scope: Scope;
  store: KvStore;
  views: readonly KvView[];
  clock: Clock;
}): CtxKv {
  const { scope, store, clock } = parts;
  const viewOf = (key: string) => parts.views.find((view) => key.startsWith(view.prefix));
  const scan = (prefix: string) =>
    viewOf(authorsOwn(wellFormed(prefix)))?.scan(prefix) ?? scanStore(store, { scope, prefix, clock });
  const kv = {
    async get(key: string): Promise<unknown> {
      checkKey(key);
      const view = viewOf(key);
      return view ? view.get(key) : store.get(scope, { key, now: clock.now() });
    },
    async put(key: string, value: unknown, options: { expiresInMs?: number } = {}): Promise<void> {
      checkKey(key);
      checkValue(key, value);
      const view = viewOf(key);
      if (view) return view.put(key, value);
      const expiresAt = options.expiresInMs === undefined ? null : clock.now() + options.expiresInMs;
      return store.put(scope, { key, value, expiresAt });
    },
    async delete(key: string): Promise<void> {
      checkKey(key);
      return viewOf(key)?.delete(key) ?? store.delete(scope, key);
    },
    async list({ prefix }: { prefix: string }): Promise<readonly KvRow[]> {
      const rows: KvRow[] = [];
      for await (const row of scan(prefix)) {
        rows.push(row);
        if (rows.length > MAX_LISTED_ROWS) throw tooMany(prefix);
      }
      return rows;
    },
    scan: ({ prefix }: { prefix: string }) => scan(prefix),
  };
  return kv as CtxKv;
}

async function* scanStore(
  store: KvStore,
  wish: { scope: Scope; prefix: string; clock: Clock },
): AsyncIterable<KvRow> {
  let after: string | null = null;
  for (;;) {
    const { prefix } = wish;
    const page: readonly KvRow[] = await store.list(wish.scope, {
      prefix,
      after,
      limit: PAGE_ROWS,
      now: wish.clock.now(),
    });
    for (const row of page) if (!row.key.startsWith(OWN_PREFIX)) yield row;
    after = page.at(-1)?.key ?? null;
    if (page.length < PAGE_ROWS) return;
  }
}

function checkKey(key: string): void {
  if (typeof key !== 'string' || key.length === 0 || key.length > MAX_KEY_LENGTH) {
    throw invalidKey(key, 'it is empty or too long', `text of 1 to ${MAX_KEY_LENGTH} characters`);
  }
  authorsOwn(wellFormed(key));
}

/** The text itself, unless it names our own bookkeeping. A shorter prefix lists around it. */
function authorsOwn(text: string): string {
  if (!text.startsWith(OWN_PREFIX)) return text;
  throw invalidKey(text, `keys beginning with "${OWN_PREFIX}" are HS-X's own`, 'any other beginning');
}

/** The text itself. Half of a surrogate pair cannot be stored: databases keep U+FFFD in its place, and two keys would be one. */
function wellFormed(text: string): string {
  if (!/\p{Surrogate}/u.test(text)) return text;
  throw invalidKey(text, 'it holds half of a character', 'text of whole characters');
}

function checkValue(key: string, value: unknown): void {
  if (isNestedTooDeep(value)) {
    throw invalidKey(key, 'its value is nested too deep', `at most ${MAX_NESTING} levels`);
  }
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined || text.length > MAX_VALUE_LENGTH) {
    throw invalidKey(
      key,
      'its value is undefined or too large',
      `JSON of at most ${MAX_VALUE_LENGTH} characters`,
    );
  }
  refuseCardNumbers(value);
}

function tooMany(prefix: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `kv.list found more than ${MAX_LISTED_ROWS} rows under "${prefix}"; it never answers a part of them.`,
    hint: 'Use `for await (const row of ctx.kv.scan({ prefix }))`, which reads page by page.',
  });
}

import type { KvRow } from './ports.js';

/** Keys of one prefix that live somewhere else than in the key-value table. */
export interface KvView {
  /** With its colon, such as `entitlement:`. */
  readonly prefix: string;
  /** The value, or null. */
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  /** Every row whose key begins with the prefix given, which begins with the view's own. */
  scan(prefix: string): AsyncIterable<KvRow>;
}

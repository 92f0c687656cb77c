/** What an erasure removed and what it kept, for the file of the person who asked for it. */
export interface ErasureReceipt {
  /** Proves the receipt: a hash of its other fields under the app's secret. */
  readonly receiptId: string;
  readonly portalId: string;
  readonly erasedAt: number;
  readonly actor: string;
  readonly reason: string;
  /** True: nothing was changed. */
  readonly isDryRun: boolean;
  /** Rows removed or emptied, by table. */
  readonly removed: Readonly<Record<string, number>>;
  /** Customers and subscriptions at the payment provider that its own erasure must follow for. */
  readonly providerIds: readonly string[];
  /** What stays, and why: keyed hashes in the trial ledger, the emptied account. */
  readonly kept: readonly { readonly what: string; readonly why: string }[];
}

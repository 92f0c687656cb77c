/** A part of a longer list. */
export interface Page<Entry> {
  readonly entries: readonly Entry[];
  /** Where the next page begins; null: this was the last. */
  readonly next: string | null;
}

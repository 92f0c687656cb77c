/** One line of a portal's history. */
export interface JournalLine {
  readonly at: number;
  readonly cause: string;
  readonly summary: string;
}

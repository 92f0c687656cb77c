/** What a view is drawn for. */
export interface View {
  /** Columns there are; undefined: as many as needed. */
  readonly maxWidth: number | undefined;
  /** What dates are told relative to, unix ms. */
  readonly now: number;
}

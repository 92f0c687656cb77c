/** What the server tells the page its cards are drawn in. */
export interface PageContext {
  readonly portal: { readonly id: number; readonly timezone: string };
  readonly user: { readonly id: number; readonly email: string; readonly roleName: string };
  /** The record on screen. */
  readonly record: {
    readonly id: number;
    readonly objectTypeId: string;
    readonly properties: Readonly<Record<string, string | null>>;
  };
  readonly app: { readonly id: number; readonly name: string };
  readonly cards: readonly {
    readonly id: string;
    readonly name: string;
    readonly location: string;
  }[];
}

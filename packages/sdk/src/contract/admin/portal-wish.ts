/** Names one portal. */
export interface PortalWish {
  readonly portalId: string;
}

/** Who does it and why; both go into the portal's history. */
export interface Acted {
  /** Such as an operator's e-mail or a machine's name; 1 to 200 characters. */
  readonly actor: string;
  /** 1 to 500 characters. */
  readonly reason: string;
}

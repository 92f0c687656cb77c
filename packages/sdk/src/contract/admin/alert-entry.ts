/** Which alerts. */
export interface AlertQuery {
  /** Default `open`. */
  readonly state?: 'open' | 'all';
  readonly portalId?: string;
  readonly code?: string;
  /** 1 to 500; default 100. */
  readonly limit?: number;
  readonly after?: string;
}

/** Something that needs a person. */
export interface AlertEntry {
  readonly key: string;
  readonly code: string;
  /** One sentence: what happened and what to do. Ids allowed; no personal data, no secrets. */
  readonly message: string;
  /** Facts that belong in no log line, by name; an address that bounced is one. */
  readonly details: Readonly<Record<string, string>>;
  /** Null: it is about the app. */
  readonly portalId: string | null;
  /** Since when it is open; a resolved alert that is raised again begins anew. */
  readonly firstRaisedAt: number;
  readonly lastRaisedAt: number;
  /** How often it was raised since then. */
  readonly times: number;
  readonly resolvedAt: number | null;
  readonly resolvedBy: string | null;
}

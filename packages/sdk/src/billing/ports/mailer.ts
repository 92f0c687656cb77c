/** A mail as it leaves the outbox. */
export interface Mail {
  /** Names the cause; a transport that deduplicates drops a second mail with the same key. */
  readonly key: string;
  readonly to: string;
  readonly template: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Sends mails. */
export interface Mailer {
  /** Whether a mail tried twice is seen once by the receiver. */
  readonly deduplicates: boolean;
  send(mail: Mail): Promise<void>;
}

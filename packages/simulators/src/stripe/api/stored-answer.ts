/** The kept answer of an idempotency key. */
export interface StoredAnswer {
  readonly method: string;
  readonly path: string;
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
  readonly storedAt: number;
}

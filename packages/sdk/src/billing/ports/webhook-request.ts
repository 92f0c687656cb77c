/** A request as it arrived: verification needs the raw bytes. */
export interface WebhookRequest {
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

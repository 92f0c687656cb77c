/** An answer to give instead of the real one, for testing what an app does when HubSpot has a bad day. */
export interface Fault {
  /** Calls whose path begins with this are answered so. */
  readonly pathPrefix: string;
  /** For example 429, 423, 477, 500 or 503. */
  readonly httpStatus: number;
  /** How many more calls to answer so. */
  readonly remaining: number;
  /** Sent as `Retry-After`, in seconds. */
  readonly retryAfterS?: number;
}

/** What became of one call to the app. */
export interface CallOutcome {
  readonly url: string;
  readonly method: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  /** HTTP status of the last try; absent when no answer came. */
  readonly httpStatus?: number;
  /** Body of the last answer, as text. */
  readonly responseBody: string;
  /** The same, parsed; absent when it is not JSON. */
  readonly json?: unknown;
  /** Why no answer came: refused connection, timeout, answer too large. */
  readonly failure?: string;
  /** 1, or 2 when HubSpot's proxy tried again. */
  readonly attempts: number;
}

/** Whether the app answered with a 2xx status. */
export function isAccepted(outcome: CallOutcome): boolean {
  return outcome.httpStatus !== undefined && outcome.httpStatus >= 200 && outcome.httpStatus < 300;
}

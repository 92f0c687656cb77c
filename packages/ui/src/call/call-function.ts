/**
 * One call from a card to its app. It is never repeated here: HubSpot's proxy already sends a request a second time
 * when it cannot connect or gets a 5xx (HubSpot's documentation, read 2026-11-20), and only the author knows whether a
 * function may run twice.
 */
import { hubspot } from '@hubspot/ui-extensions';
import { CardError } from './card-error.js';
import { readAnswer } from './read-answer.js';

/** HubSpot's own default; the proxy's repeat happens within it. */
const TIMEOUT_MS = 15_000;
/** How much longer than HubSpot a card waits, in case no word of the timeout reaches it. */
const GRACE_MS = 5_000;

/** Where to call and what. */
export interface FunctionCall {
  /** The app's origin, without a slash at the end. */
  readonly appUrl: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** The function's result; rejects with a {@link CardError} at the latest after 20 seconds. */
export async function callFunction(call: FunctionCall): Promise<unknown> {
  const { promise: timeout, cancel } = rejectLater(TIMEOUT_MS + GRACE_MS);
  try {
    const { status, body } = await Promise.race([fetchAnswer(call), timeout]);
    return readAnswer(status, body);
  } finally {
    cancel();
  }
}

async function fetchAnswer(call: FunctionCall): Promise<{ status: number; body: unknown }> {
  const answer = await send(call);
  const body: unknown = await answer.json().catch(() => null);
  return { status: answer.status, body };
}

async function send(call: FunctionCall): Promise<Response> {
  const url = `${call.appUrl}/fn/${encodeURIComponent(call.name)}`;
  const options = { method: 'POST', timeout: TIMEOUT_MS, body: { ...call.args } } as const;
  try {
    return await hubspot.fetch(url, options);
  } catch (cause) {
    throw new CardError({
      kind: 'outage',
      code: 'UNREACHABLE',
      message: `"${call.name}" could not be reached.`,
      cause,
    });
  }
}

function rejectLater(afterMs: number): { promise: Promise<never>; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tookTooLong(afterMs)), afterMs);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}

function tookTooLong(afterMs: number): CardError {
  const message = `No answer within ${afterMs / 1000} seconds.`;
  return new CardError({ kind: 'outage', code: 'TIMEOUT', message });
}

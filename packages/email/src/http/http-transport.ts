/** Mail over an HTTP API: the transport for Workers, where SMTP ports are closed, and the one that deduplicates. */
import type { Transport } from '../transport.js';
import { readAnswer } from './resend/read-answer.js';
import { buildRequest } from './resend/build-request.js';
import { invalidSetting, noAnswer } from './transport-error.js';

/** How the API is reached. */
export interface HttpTransportOptions {
  /** Whose API it is. */
  readonly provider: 'resend';
  /** The API key; it needs to be allowed to send, nothing else. */
  readonly apiKey: string;
  /** Default: the provider's own, `https://api.resend.com`. */
  readonly baseUrl?: string;
  /** How long to wait for an answer, 1 to 120,000. Default 10,000. */
  readonly timeoutMs?: number;
}

const BASE_URL = 'https://api.resend.com';
const DEFAULT_TIMEOUT_MS = 10_000;

/**
 * A transport over a mail API. It deduplicates by the mail's key for 24 hours (Resend, "Idempotency Keys",
 * https://resend.com/docs/dashboard/emails/idempotency-keys, read 2026-11-21): a retry later than that, after an attempt whose
 * answer was lost, may repeat a mail. Throws TRANSPORT_INVALID at once when a setting cannot work.
 */
export function httpTransport(options: HttpTransportOptions): Transport {
  const { apiKey, baseUrl = BASE_URL, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw invalidSetting(
      'resend',
      'apiKey is empty or holds spaces',
      'the key from the dashboard, such as "re_…"',
    );
  }
  if (!URL.canParse(baseUrl)) throw invalidSetting('resend', 'baseUrl is no address', BASE_URL);
  return {
    deduplicates: true,
    send: async (mail) => {
      const request = await buildRequest(mail, { apiKey, baseUrl });
      readAnswer(...(await exchange(request, timeoutMs)));
    },
  };
}

type Answer = readonly [response: Response, body: string];

/** Sends the request and reads the whole answer within the time; a redirect is an answer, since it must not see the key. */
async function exchange(request: Request, timeoutMs: number): Promise<Answer> {
  try {
    const response = await fetch(request, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    return [response, await response.text()];
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    throw noAnswer('resend', isTimeout ? 'timeout' : 'network');
  }
}

import { HsxError } from '../kernel/hsx-error.js';
import { SECOND_MS } from '../kernel/instant.js';
import type { CtxHttp, HttpAnswer, HttpOptions } from './ctx.js';

/** Longest wait for an answer. */
const TIMEOUT_MS = 10 * SECOND_MS;

/** Origins that stand for others: in `hs-x dev` the vendors' hosts lead to the simulators. Empty everywhere else. */
export type OriginMap = Readonly<Record<string, string>>;

/** Makes `ctx.http`. */
export function createCtxHttp(origins: OriginMap): CtxHttp {
  return {
    get: (url, options = {}) => send('GET', redirected(url, origins), options),
    post: (url, options = {}) => send('POST', redirected(url, origins), options),
  };
}

function redirected(text: string, origins: OriginMap): URL {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new HsxError({
      code: 'REQUEST_INVALID',
      message: 'ctx.http was given an address that is no http or https URL.',
      hint: 'Give the whole address, such as https://api.example.com/v1/things.',
    });
  }
  const target = origins[url.origin];
  return target === undefined ? url : new URL(new URL(target).origin + url.pathname + url.search);
}

async function send(method: 'GET' | 'POST', url: URL, options: HttpOptions): Promise<HttpAnswer> {
  const { type, body } = bodyOf(options);
  const headers = new Headers(options.headers);
  if (type && !headers.has('content-type')) headers.set('content-type', type);
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { method, headers, signal, body: body ?? null });
    const read: unknown = await readBody(answer);
    return { status: answer.status, body: read };
  } catch (cause) {
    throw new HsxError({
      code: 'PROVIDER_UNAVAILABLE',
      message: `${url.host} did not answer a ${method} request within ${TIMEOUT_MS / SECOND_MS} seconds.`,
      hint: 'Try again later; the handler may be run again.',
      cause,
    });
  }
}

function bodyOf(options: HttpOptions): { type?: string; body?: string } {
  if (options.form) {
    const fields = Object.entries(options.form).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    return { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
  }
  return options.json === undefined ? {} : { type: 'application/json', body: JSON.stringify(options.json) };
}

async function readBody(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (!(answer.headers.get('content-type') ?? '').includes('json')) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

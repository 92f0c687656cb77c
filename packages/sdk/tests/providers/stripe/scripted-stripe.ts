import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer of the scripted vendor. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** One request as the vendor saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
}

/** An HTTP server that answers by route, each route's answers in turn and the last one for ever. */
export interface ScriptedStripe {
  readonly origin: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

/** Starts it. Routes are `METHOD /path`, without query; what is not scripted is answered with 599. */
export async function startScriptedStripe(
  routes: Readonly<Record<string, ScriptedAnswer | readonly ScriptedAnswer[]>>,
): Promise<ScriptedStripe> {
  const seen: SeenRequest[] = [];
  const counts = new Map<string, number>();
  const answerTo = (route: string): ScriptedAnswer => {
    const scripted = routes[route];
    if (scripted === undefined)
      return { status: 599, body: { error: { message: `${route} is not scripted` } } };
    const answers = Array.isArray(scripted)
      ? (scripted as readonly ScriptedAnswer[])
      : [scripted as ScriptedAnswer];
    const count = counts.get(route) ?? 0;
    counts.set(route, count + 1);
    return answers[Math.min(count, answers.length - 1)]!;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, path: url, headers, form: new URLSearchParams(Buffer.concat(chunks).toString()) });
      const { status = 200, headers: more = {}, body } = answerTo(`${method} ${url.split('?')[0] ?? ''}`);
      response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_1', ...more });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Stripe's envelope of a list. */
export function listOf(data: readonly unknown[], hasMore = false): ScriptedAnswer {
  return { body: { object: 'list', url: '/v1/things', has_more: hasMore, data } };
}

/** Stripe's envelope of an error. */
export function errorOf(status: number, error: Readonly<Record<string, unknown>>): ScriptedAnswer {
  return { status, body: { error: { type: 'invalid_request_error', message: 'No.', ...error } } };
}

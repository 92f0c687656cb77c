/**
 * An answer that never comes. A socket is held open until the client hangs up; a call inside the process is refused at
 * once as the client's own timeout would refuse it, since virtual time should not cost real time.
 */
import type { Hono } from 'hono';

/** What a route gives when there shall be no answer. */
export function silence(): Response {
  return Response.error();
}

/** Serves an app over sockets: a silent answer waits for the client to give up. */
export function answerOverSocket(app: Hono): (request: Request, env: unknown) => Promise<Response> {
  return async (request, env) => {
    const response = await app.fetch(request, env);
    if (!isSilent(response)) return response;
    await untilAborted(request.signal);
    return new Response(null, { status: 504 });
  };
}

/** Calls an app without a socket; a silent answer rejects with a `TimeoutError`. */
export function answerInProcess(app: Hono): typeof fetch {
  return async (input, init) => {
    const request = input instanceof Request && init === undefined ? input : new Request(input, init);
    const response = await app.fetch(request);
    if (isSilent(response)) throw new DOMException('The simulator gave no answer.', 'TimeoutError');
    return response;
  };
}

function isSilent(response: Response): boolean {
  return response.type === 'error';
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

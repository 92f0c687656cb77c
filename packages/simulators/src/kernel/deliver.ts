/** Carries a vendor's request to the app: over a socket, or straight to a function of this process. */
export type Deliver = (request: Request, signal: AbortSignal) => Promise<Response>;

/** Over a socket. */
export const deliverBySocket: Deliver = (request, signal) => fetch(request, { signal });

/** A POST to the app. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Wall time after which the answer no longer counts: the promise then rejects with a `TimeoutError`. */
  readonly timeoutMs: number;
}

/** Posts and waits for the answer, redirects not followed; a function that never answers is left behind as well. */
export async function postWithin(deliver: Deliver, post: Post): Promise<Response> {
  const { url, headers, body, timeoutMs } = post;
  const request = new Request(url, { method: 'POST', redirect: 'manual', headers, body });
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new DOMException(`No answer within ${timeoutMs} ms.`, 'TimeoutError');
      controller.abort(error);
      reject(error);
    }, timeoutMs);
  });
  try {
    return await Promise.race([deliver(request, controller.signal), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

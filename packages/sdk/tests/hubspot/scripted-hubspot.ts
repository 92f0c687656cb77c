/** HubSpot's side of the wire, as far as a test needs it: answers by path, and a record of what was asked. */
import type { Fetch } from '../../src/hubspot/index.js';

export interface RecordedCall {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly form: URLSearchParams;
  readonly redirect: RequestRedirect;
}

export type Answer = Response | Error | Promise<Response>;

/** Gives each call to whoever answers its path; a path nobody answers is an error of the test. */
export function scriptedHubspot(answers: Readonly<Record<string, (call: RecordedCall) => Answer>>): {
  readonly fetch: Fetch;
  readonly calls: readonly RecordedCall[];
} {
  const calls: RecordedCall[] = [];
  return {
    calls,
    fetch: async (url, init) => {
      const request = new Request(url, init);
      const form = new URLSearchParams(await request.text());
      const call = {
        url,
        method: request.method,
        headers: request.headers,
        form,
        redirect: request.redirect,
      };
      calls.push(call);
      const answer = answers[new URL(url).pathname];
      if (answer === undefined) throw new Error(`Nobody answers ${url}`);
      const given = await answer(call);
      if (given instanceof Error) throw given;
      return given;
    },
  };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}

/** A refusal in HubSpot's shape: RFC 6749 fields and its own. */
export function refusal(status: string, httpStatus = 400): Response {
  return json({ error: 'invalid_grant', error_description: 'words', status, message: 'words' }, httpStatus);
}

/** A token answer. */
export function tokens(name: string, more: Readonly<Record<string, unknown>> = {}): Response {
  return json({
    token_type: 'bearer',
    token_use: 'access_token',
    access_token: `access-${name}`,
    refresh_token: `na1-refresh-${name}`,
    expires_in: 1800,
    ...more,
  });
}

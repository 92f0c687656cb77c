import type { Context } from 'hono';

import type { OauthOutcome } from './oauth-error.js';

/** Reads a form body; anything else reads as an empty form and is then refused for its missing fields. */
export async function readForm(c: Context): Promise<URLSearchParams> {
  const isForm = (c.req.header('content-type') ?? '').includes('application/x-www-form-urlencoded');
  return new URLSearchParams(isForm ? await c.req.text() : '');
}

/** Sends an outcome: an answer as JSON (204 when empty), a refusal with its status and body. */
export function answer<T>(c: Context, outcome: OauthOutcome<T>): Response {
  if (!outcome.ok) return c.json(outcome.error.body, outcome.error.httpStatus);
  return outcome.value === undefined ? c.body(null, 204) : c.json(outcome.value);
}

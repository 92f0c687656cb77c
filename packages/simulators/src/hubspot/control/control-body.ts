import type { Context } from 'hono';

/** Parses a JSON body; undefined when it is none. */
export async function readJson(c: Context): Promise<unknown> {
  return c.req.json<unknown>().catch(() => undefined);
}

/** Answers a control call that cannot be done. */
export function refuse(c: Context, message: string, httpStatus: 400 | 404 = 400): Response {
  return c.json({ error: { message } }, httpStatus);
}

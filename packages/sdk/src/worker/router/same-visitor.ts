import type { RouteContext } from './request-scope.js';

/** Another page of ours for the visitor of this one: the path, the token or portal this request came with, and what is added. */
export function sameVisitor(
  context: RouteContext,
  path: string,
  added: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams();
  for (const name of ['token', 'portal']) {
    const value = context.req.query(name);
    if (value !== undefined) query.set(name, value);
  }
  for (const [name, value] of Object.entries(added)) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

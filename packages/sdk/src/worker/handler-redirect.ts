/** An http or https address, or a path of the app's own; no white space, which could end a header, and no backslash, which browsers read as a slash. */
const ADDRESS = /^(?:https?:\/\/|\/(?!\/))[^\s\\]*$/i;

/** Where an install handler's `redirect` leads, a path taken from the app's own origin; null when it is no address a browser may be sent to. */
export function handlerRedirect(redirect: unknown, appUrl: string): string | null {
  if (typeof redirect !== 'string' || !ADDRESS.test(redirect)) return null;
  return URL.parse(redirect, appUrl)?.href ?? null;
}

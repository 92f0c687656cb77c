/** The SDK's functions that ask whether a portal has paid. */

/** Those that throw when it has not. */
const REQUIRING: ReadonlySet<string> = new Set(['requireFeature', 'requireLimit', 'consume']);
/** The one that answers. */
export const ASKING = 'hasFeature';

/** Whether a name is one of the SDK's checks. */
export function isCheckName(name: string): boolean {
  return REQUIRING.has(name) || name === ASKING;
}

/** Where the entitlement helper of a hand-wired app is looked for, unless an option says otherwise. */
export const DEFAULT_HELPER_FILES: readonly string[] = ['**/entitlement.{ts,mts,js,mjs}'];

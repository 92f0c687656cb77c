/** `@hs-x/eslint-plugin`: finds billing leaks before they ship. */
export { hsx, type HsxPlugin } from './plugin.js';
export type { KnownFeatureOptions } from './rules/known-feature.js';
export type { NoDirectEntitlementAccessOptions } from './rules/no-direct-entitlement-access.js';
export type { RequireFeatureCheckOptions } from './rules/require-feature-check.js';

// A default export besides: that is how ESLint plugins are imported.
export { hsx as default } from './plugin.js';

import { createRequire } from 'node:module';
import type { TSESLint } from '@typescript-eslint/utils';
import { knownFeature } from './rules/known-feature.js';
import { noDirectEntitlementAccess } from './rules/no-direct-entitlement-access.js';
import { requireFeatureCheck } from './rules/require-feature-check.js';

const { name, version } = createRequire(import.meta.url)('../package.json') as {
  readonly name: string;
  readonly version: string;
};

const rules = {
  'known-feature': knownFeature,
  'no-direct-entitlement-access': noDirectEntitlementAccess,
  'require-feature-check': requireFeatureCheck,
};

/** The plugin as ESLint's flat configuration takes it: its rules, and `configs.recommended`, which turns all of them on as errors. */
export interface HsxPlugin extends TSESLint.FlatConfig.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: '@hs-x' };
  readonly rules: typeof rules;
  readonly configs: { readonly recommended: TSESLint.FlatConfig.Config };
}

const base: Omit<HsxPlugin, 'configs'> = { meta: { name, version, namespace: '@hs-x' }, rules };

/** The plugin: `[…, hsx.configs.recommended]` in `eslint.config.js` is all an app needs. */
export const hsx: HsxPlugin = { ...base, configs: { recommended: recommend(base) } };

function recommend(plugin: Omit<HsxPlugin, 'configs'>): TSESLint.FlatConfig.Config {
  return {
    name: '@hs-x/recommended',
    plugins: { '@hs-x': { ...plugin } },
    rules: Object.fromEntries(Object.keys(rules).map((rule) => [`@hs-x/${rule}`, 'error' as const])),
  };
}

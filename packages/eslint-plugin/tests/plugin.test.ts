import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import plugin, { hsx } from '../src/index.js';

const RULES = ['known-feature', 'no-direct-entitlement-access', 'require-feature-check'] as const;

describe('the plugin', () => {
  it('is the default export and says its name and version', async () => {
    const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
    const { name, version } = JSON.parse(text) as { name: string; version: string };
    expect(plugin).toBe(hsx);
    expect(hsx.meta).toEqual({ name, version, namespace: '@hs-x' });
  });

  it('recommends every rule, as an error', () => {
    const expected = Object.fromEntries(RULES.map((rule) => [`@hs-x/${rule}`, 'error']));
    expect(hsx.configs.recommended.rules).toEqual(expected);
    expect(Object.keys(hsx.configs.recommended.plugins?.['@hs-x']?.rules ?? {}).toSorted()).toEqual(RULES);
  });

  it.each(RULES)('has a page that says what %s wants, and why', async (rule) => {
    const { docs } = hsx.rules[rule].meta;
    const page = await readFile(new URL(docs?.url ?? ''), 'utf8');
    expect(page).toContain(`# ${rule}`);
    for (const heading of ['## What', '## Why', '## Bad', '## Good', '## Options', '## When not']) {
      expect(page).toContain(heading);
    }
  });
});

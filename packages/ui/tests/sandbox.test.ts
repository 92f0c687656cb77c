/** What HubSpot's web worker does not have must not be in what is shipped (HubSpot's documentation, read 2026-11-20). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const DIST = join(import.meta.dirname, '..', 'dist');

/** More than `hs-x dev` takes away from a card's page (packages/cli/src/cards/forbidden-globals.ts); written out, since this package holds nothing of the command. */
const FORBIDDEN = [
  'window',
  'document',
  'self',
  'globalThis',
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'alert',
  'confirm',
  'prompt',
  'location',
  'history',
  'navigator',
  'addEventListener',
  'importScripts',
  'process',
  'require',
  'eval',
  'console',
];

function shippedFiles(): string[] {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
}

/** The code without comments and texts: those may name what they like. */
function bareCode(file: string): string {
  return readFileSync(join(DIST, file), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|\s)\/\/.*$/gm, '')
    .replaceAll(/`(?:\\.|[^`\\$])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, '""');
}

/** hubspot.fetch, promptWords and an object's keys are no globals. */
function bareUse(name: string): RegExp {
  return new RegExp(`(?<![\\w.$#'"])${name}(?![\\w$'"]|\\s*:)`);
}

describe('the shipped card code', () => {
  it('is there', () => {
    expect(shippedFiles().length).toBeGreaterThan(30);
  });

  it('is searched for what stands alone, not for what only sounds alike', () => {
    const fetch = bareUse('fetch');
    for (const use of ['fetch(url)', 'await fetch (url)', 'const f = fetch;', '[fetch]'])
      expect(use).toMatch(fetch);
    for (const other of ['hubspot.fetch(url)', 'fetchAnswer()', 'this.#fetch()'])
      expect(other).not.toMatch(fetch);
  });

  it.each(FORBIDDEN)('does not use the global %s', (name) => {
    for (const file of shippedFiles()) expect(bareUse(name).test(bareCode(file)), file).toBe(false);
  });

  it('imports only React and the components of HubSpot', () => {
    const imported = shippedFiles().flatMap((file) =>
      [...readFileSync(join(DIST, file), 'utf8').matchAll(/(?:from|import)\s*\(?['"]([^'"]+)['"]/g)].map(
        ([, source]) => source!,
      ),
    );
    const others = new Set(imported.filter((source) => !source.startsWith('.')));
    expect([...others].sort()).toEqual(['@hubspot/ui-extensions', 'react', 'react/jsx-runtime']);
  });

  it('draws nothing but components of HubSpot', () => {
    const tags = shippedFiles().flatMap((file) => bareCode(file).match(/_jsxs?\("/g) ?? []);
    expect(tags).toEqual([]);
  });
});

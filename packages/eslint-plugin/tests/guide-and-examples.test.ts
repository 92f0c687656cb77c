import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lintFiles } from './support/lint-files.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('the recommended configuration', () => {
  it('accepts the guide’s own code as it is written', async () => {
    expect(await lintFiles(`${root}packages/eslint-plugin/tests/fixtures/guide/`)).toEqual([]);
  });

  it.each(['billing-guide', 'by-hand'])('accepts examples/%s', async (name) => {
    expect(await lintFiles(`${root}examples/${name}/`)).toEqual([]);
  });
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '../src');

async function importsOf(): Promise<readonly { file: string; target: string }[]> {
  const files = (await readdir(SOURCES, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const lists = await Promise.all(
    files.map(async (file) => {
      const source = await readFile(join(SOURCES, file), 'utf8');
      return [...source.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, target = '']) => ({
        file,
        target,
      }));
    }),
  );
  return lists.flat();
}

describe('the package', () => {
  it('runs on Workers: only smtp/ and node/ import anything of Node or any other package', async () => {
    const outside = (await importsOf()).filter(({ target }) => !target.startsWith('.'));
    expect(outside.filter(({ file }) => !/^(smtp|node)\//.test(file))).toEqual([]);
    expect(outside.map(({ target }) => target).sort()).toEqual([
      'node:fs/promises',
      'node:path',
      'node:url',
      'nodemailer',
    ]);
  });

  it('is used alone: nothing leads from its entries for Workers to those for Node', async () => {
    const crossing = (await importsOf()).filter(
      ({ file, target }) => !/^(smtp|node)\//.test(file) && /\/(smtp|node)\//.test(target),
    );
    expect(crossing).toEqual([]);
  });
});

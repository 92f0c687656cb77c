/** Puts the results into README.md, between its marks. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const README = new URL('../README.md', import.meta.url);
const [BEGIN, END] = ['<!-- figures -->', '<!-- end of figures -->'];

/** Writes a table a benchmark, in the order given; one without a result is left out. */
export async function writeTable(names) {
  const results = await Promise.all(names.map(readResult));
  const tables = results.filter(Boolean).map(tableOf);
  const text = await readFile(README, 'utf8');
  const [before] = text.split(BEGIN);
  const after = text.split(END).at(-1);
  const filled = `${before}${BEGIN}\n\n${tables.join('\n\n')}\n\n${END}${after}`;
  const style = await resolveConfig(fileURLToPath(README));
  await writeFile(README, await format(filled, { ...style, parser: 'markdown' }));
}

async function readResult(name) {
  try {
    return JSON.parse(await readFile(new URL(`../results/${name}.json`, import.meta.url), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function tableOf({ name, on, figures }) {
  const columns = [...new Set(figures.flatMap(Object.keys))];
  const rows = [
    columns,
    columns.map(() => '---'),
    ...figures.map((figure) => columns.map((column) => textOf(figure[column]))),
  ];
  const lines = rows.map((cells) => `| ${cells.join(' | ')} |`);
  const where = `${on.at.slice(0, 10)}, Node ${on.node}, ${on.processor}, ${on.cores} cores, ${on.memoryGb} GB`;
  return `### ${name}\n\n${where}\n\n${lines.join('\n')}`;
}

function textOf(value) {
  if (value === undefined || value === null) return '';
  return typeof value === 'number' && value >= 10_000 ? value.toLocaleString('en-US') : String(value);
}

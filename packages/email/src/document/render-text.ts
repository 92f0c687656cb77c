/** The plain half of a mail. Old terminals, screen readers and spam filters read it, so it is a letter and no leftover of the HTML. */
import type { Block, Fact, Inline, MailDocument } from './block.js';
import { wrapText } from './wrap-text.js';

const WIDTH = 72;

/** Writes the document as `text/plain`. */
export function renderText(document: MailDocument): string {
  const blocks = document.blocks.map(renderBlock).filter((text) => text !== '');
  const footer = lines(inlineText(document.footer));
  return `${[...blocks, `-- \n${footer}`].join('\n\n')}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading': {
      const wrapped = wrapText(block.text, WIDTH);
      const longest = Math.min(WIDTH, Math.max(...wrapped.map((line) => line.length), 0));
      return [...wrapped, '-'.repeat(longest)].join('\n');
    }
    case 'paragraph':
    case 'finePrint':
      return lines(inlineText(block.content));
    case 'button':
      return `${lines(`${block.label}:`)}\n${block.url}`;
    case 'list':
      return block.items.map(renderItem).join('\n');
    case 'facts':
      return renderFacts(block.rows);
  }
}

function renderItem(item: string): string {
  const [first = '', ...rest] = wrapText(item, WIDTH - 2);
  return [`- ${first}`, ...rest.map((line) => `  ${line}`)].join('\n');
}

function renderFacts(rows: readonly Fact[]): string {
  const column = Math.min(24, Math.max(0, ...rows.map(({ label }) => label.length)));
  return rows
    .map(({ label, value }) => {
      const [first = '', ...rest] = wrapText(value, WIDTH - column - 2);
      return [
        `${`${label}:`.padEnd(column + 1)} ${first}`,
        ...rest.map((line) => ' '.repeat(column + 2) + line),
      ];
    })
    .flat()
    .join('\n');
}

function inlineText(content: readonly Inline[]): string {
  return content
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.kind === 'strong') return part.text;
      return part.label === part.url ? part.url : `${part.label} (${part.url})`;
    })
    .join('');
}

function lines(text: string): string {
  return wrapText(text, WIDTH).join('\n');
}

import { styleText } from 'node:util';

/** Colours by meaning. */
const STYLES = {
  strong: 'bold',
  soft: 'dim',
  good: 'green',
  warning: 'yellow',
  bad: 'red',
  link: 'cyan',
} as const;

/** What a piece of text means. */
export type Meaning = keyof typeof STYLES;

/** The text in the colour of its meaning; plain where output is no terminal or `NO_COLOR` is set. */
export function paint(meaning: Meaning, text: string): string {
  const isColoured = process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '';
  return isColoured ? styleText(STYLES[meaning], text, { validateStream: false }) : text;
}

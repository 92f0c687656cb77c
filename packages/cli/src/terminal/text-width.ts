import { stripVTControlCharacters } from 'node:util';

const segmenter = new Intl.Segmenter('en');

/** Characters as a person counts them: names may hold more than ASCII, and colours take no room. */
export function widthOf(text: string): number {
  return Array.from(segmenter.segment(stripVTControlCharacters(text))).length;
}

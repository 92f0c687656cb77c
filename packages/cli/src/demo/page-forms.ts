/** The forms and links of an HTML page, as far as a story without a browser needs them. For pages of ours and of the simulators only. */

/** One form with the values it would send untouched. */
export interface PageForm {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly fields: Readonly<Record<string, string>>;
}

/** A page as it was received. */
export interface WirePage {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

/** Every form of the page, in order. */
export function formsOf({ url, html }: WirePage): readonly PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, opening = '', inside = '']) => ({
    action: new URL(attribute(opening, 'action') ?? '', url).href,
    method: attribute(opening, 'method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
    fields: fieldsOf(inside),
  }));
}

/** The addresses of the page's links, in order. */
export function linksOf({ url, html }: WirePage): readonly string[] {
  return [...html.matchAll(/<a\b([^>]*)>/gi)].map(
    ([, opening = '']) => new URL(attribute(opening, 'href') ?? '', url).href,
  );
}

function fieldsOf(html: string): Readonly<Record<string, string>> {
  const inputs = [...html.matchAll(/<input\b([^>]*)>/gi)].map(([, opening = '']) => opening);
  return Object.fromEntries(
    inputs
      .filter((input) => attribute(input, 'type') !== 'radio' || /\schecked\b/i.test(input))
      .map((input) => [attribute(input, 'name') ?? '', attribute(input, 'value') ?? ''] as const)
      .filter(([name]) => name !== ''),
  );
}

function attribute(opening: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`, 'i').exec(opening)?.[1];
  return value === undefined ? undefined : decodeEntities(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  lt: '<',
  gt: '>',
  '#39': "'",
  '#x27': "'",
};

function decodeEntities(text: string): string {
  return text.replaceAll(/&(amp|quot|lt|gt|#39|#x27);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

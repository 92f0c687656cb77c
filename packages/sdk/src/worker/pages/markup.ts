/** HTML from tagged templates: what is interpolated is escaped, what another template made is not escaped again. */
import { html, raw } from 'hono/html';

/** Text that is HTML already. */
export type Markup = ReturnType<typeof raw>;

/** What a template may hold; null shows nothing. */
export type MarkupValue = string | number | null | Markup | readonly Markup[];

/** HTML with every interpolated string escaped. Hono answers with a promise only for promises, and none get in here. */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return html(parts, ...values) as Markup;
}

/** Marks a constant of our own (styles, a script, an icon) as HTML. Never for anything a person or a file supplied. */
export function trustedMarkup(constant: string): Markup {
  return raw(constant);
}

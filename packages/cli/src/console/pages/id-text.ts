import { html } from 'hono/html';
import type { Markup } from './markup.js';

/** A vendor's id: cut where the column ends, whole as the tooltip and for copying. */
export function idText(id: string): Markup {
  return html`<code class="id" title="${id}">${id}</code>`;
}

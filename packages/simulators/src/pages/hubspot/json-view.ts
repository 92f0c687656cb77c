import { html } from 'hono/html';

import type { Html } from '../design/html.js';

/** Nesting shown before a value is written as JSON. */
const MAX_DEPTH = 3;

/** Shows what an app answered as a person would read it: names in words, values as they are. */
export function jsonView(value: unknown, depth = 0): Html | string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'string') return isLink(value) ? html`<a href="${value}">${value}</a>` : value;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object') return typeof value;
  if (depth >= MAX_DEPTH) return html`<code>${JSON.stringify(value)}</code>`;
  if (Array.isArray(value)) {
    if (value.length === 0) return 'None';
    return html`<ul>
      ${value.map((item) => html`<li>${jsonView(item, depth + 1)}</li>`)}
    </ul>`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return 'Nothing';
  return html`<dl class="facts">
    ${entries.map(
      ([name, item]) =>
        html`<div>
          <dt>${inWords(name)}</dt>
          <dd>${jsonView(item, depth + 1)}</dd>
        </div>`,
    )}
  </dl>`;
}

/** `recordsThisMonth` and `records_this_month` become `Records this month`. */
export function inWords(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_.-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isLink(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text);
}

import { html } from 'hono/html';
import { formatName } from '../formats.js';
import type { Markup } from './markup.js';

const KINDS: Readonly<Record<string, 'good' | 'warning' | 'bad'>> = {
  active: 'good',
  trialing: 'good',
  paid: 'good',
  complete: 'good',
  delivered: 'good',
  open: 'warning',
  draft: 'warning',
  held: 'warning',
  waiting: 'warning',
  past_due: 'warning',
  paused: 'warning',
  incomplete: 'warning',
  canceled: 'bad',
  unpaid: 'bad',
  failed: 'bad',
  dropped: 'bad',
};

/** A status in the colour of what it means for the customer; an unknown one is shown without colour. */
export function statusBadge(status: string): Markup {
  return html`<span class="badge ${KINDS[status] ?? ''}">${formatName(status)}</span>`;
}

/** The few drawings the pages use, inline so that nothing is fetched; all decorative, so hidden from screen readers. */
import { trustedMarkup } from './markup.js';
import type { Markup } from './markup.js';

/** The drawings by what they say. */
export type IconName = 'check' | 'card' | 'clock' | 'mail' | 'alert' | 'back';

const PATHS: Readonly<Record<IconName, string>> = {
  check: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  card: '<rect x="3" y="5.5" width="18" height="13" rx="2.5"/><path d="M3 10h18M7 15h3"/>',
  clock: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>',
  mail: '<rect x="3" y="5.5" width="18" height="13" rx="2.5"/><path d="m4 8 8 5.5L20 8"/>',
  alert: '<path d="M12 4 3 19.5h18L12 4Z"/><path d="M12 10v4M12 16.7v.1"/>',
  back: '<path d="M9 7 4 12l5 5M4 12h11a5 5 0 0 1 5 5v1"/>',
};

/** An icon that takes the colour of the text around it and the size of its box. */
export function icon(name: IconName): Markup {
  return trustedMarkup(
    `<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`,
  );
}

import { markup } from './markup.js';
import type { Markup } from './markup.js';

/** The app's wordmark: its initial in a tile, and its name. Apps need no logo file to look like themselves. */
export function brandMark(appName: string): Markup {
  return markup`<span class="brand"><span class="brand-tile" aria-hidden="true">${initialOf(appName)}</span><span class="brand-name">${appName}</span></span>`;
}

/** The same tile as a `data:` address for the browser tab, so that no request for an icon is made. */
export function faviconAddress(appName: string): string {
  const tile =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#3f4fd0"/>' +
    '<text x="16" y="22.5" font-family="system-ui,sans-serif" font-size="18" font-weight="700" text-anchor="middle" ' +
    `fill="#fff">${initialOf(appName)}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(tile)}`;
}

/** The first letter or digit in upper case; a dot for a name that has none. */
function initialOf(appName: string): string {
  const first = /[\p{L}\p{N}]/u.exec(appName)?.[0];
  return first === undefined ? '•' : first.toLocaleUpperCase('en');
}

import { html } from 'hono/html';

import type { Html } from './html.js';

/** A tick, for lists of what is included. */
export function tickIcon(): Html {
  return html`<svg width="18" height="18" viewBox="0 0 20 20" aria-hidden="true">
    <path
      d="M4 10.5l4 4 8-9"
      fill="none"
      stroke="currentColor"
      stroke-width="2.2"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>`;
}

/** A padlock, for what needs another plan. */
export function lockIcon(): Html {
  return html`<svg width="26" height="26" viewBox="0 0 24 24" aria-hidden="true">
    <rect
      x="4.5"
      y="10.5"
      width="15"
      height="10"
      rx="2.5"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
    />
    <path
      d="M8 10.5V7.5a4 4 0 0 1 8 0v3"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
    />
  </svg>`;
}

/** A clock, for "try again in a moment". */
export function clockIcon(): Html {
  return html`<svg width="26" height="26" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="12" cy="12" r="8.5" fill="none" stroke="currentColor" stroke-width="1.8" />
    <path
      d="M12 7.5V12l3 2"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>`;
}

/** An arrow to the left, for the way back. */
export function backIcon(): Html {
  return html`<svg width="18" height="18" viewBox="0 0 20 20" aria-hidden="true">
    <path
      d="M12 4l-6 6 6 6"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>`;
}

/** A bank card. */
export function cardIcon(): Html {
  return html`<svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
    <rect
      x="2.5"
      y="5"
      width="19"
      height="14"
      rx="2.5"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
    />
    <path d="M2.5 9.5h19M6 15h4" fill="none" stroke="currentColor" stroke-width="1.8" />
  </svg>`;
}

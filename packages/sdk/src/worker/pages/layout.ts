import { brandMark, faviconAddress } from './brand-mark.js';
import { markup, trustedMarkup } from './markup.js';
import type { Markup } from './markup.js';
import { PAGE_STYLES } from './styles.js';

/** What every page needs to be drawn. */
export interface PageView {
  /** The app's name as customers know it; shown as the wordmark. */
  readonly appName: string;
  /** The value of the response's `content-security-policy`; fresh for every response. */
  readonly nonce: string;
}

/** What a page adds to the common frame. */
export interface PageContent {
  /** The browser tab's text, without the app's name. */
  readonly title: string;
  /** The cards of the page; holds the only h1. */
  readonly body: Markup;
  /** `wide` leaves room for cards side by side. Default `narrow`. */
  readonly width?: 'narrow' | 'wide';
  /** Elements for the head besides the common ones. */
  readonly head?: Markup;
  /** Whether the small print about payments stands below. Default true. */
  readonly hasPaymentNote?: boolean;
}

const PAYMENT_NOTE = 'Our payment provider handles payments. Card numbers never reach us.';

/** The finished document: header with the wordmark, main, footer. Complete without any other request. */
export function renderLayout({ appName, nonce }: PageView, content: PageContent): string {
  const { title, body, width = 'narrow', head = null, hasPaymentNote = true } = content;
  // The referrer would carry this page's signed address to other sites; our own forms still need their origin told.
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="same-origin">
<meta name="color-scheme" content="light dark">
<title>${title} – ${appName}</title>
<link rel="icon" href="${faviconAddress(appName)}">
<style nonce="${nonce}">${trustedMarkup(PAGE_STYLES)}</style>
${head}
</head>
<body>
<header class="site ${width}">${brandMark(appName)}</header>
<main class="${width}">
${body}
</main>
<footer class="site ${width}">${hasPaymentNote ? markup`<p>${PAYMENT_NOTE}</p>` : null}</footer>
</body>
</html>`;
  return page.toString();
}

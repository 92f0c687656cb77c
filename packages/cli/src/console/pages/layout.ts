import { html, raw } from 'hono/html';
import { formatInstant } from '../formats.js';
import type { Markup } from './markup.js';
import { CONSOLE_STYLES } from './styles.js';

/** What every page of the console shows. */
export interface Frame {
  readonly appName: string;
  /** Virtual instant, unix ms. */
  readonly now: number;
  readonly mails: number;
  readonly hubspotUrl: string;
  /** Changes when anything happened that a page shows. */
  readonly pulse: string;
  /** For the page's own style and script. */
  readonly nonce: string;
  /** What was just done, or why it was not. */
  readonly notice?: { readonly text: string; readonly isBad: boolean };
}

/** One page. */
export interface ConsolePage {
  readonly title: string;
  /** The path of its entry in the navigation. */
  readonly path: '/' | '/mail' | '/stripe';
  readonly body: Markup;
  /** Scripts of our own the page runs, and the style they need. Such a page looks for news itself. */
  readonly scripts?: readonly string[];
  readonly styles?: string;
}

/** The finished document. */
export function renderConsolePage(frame: Frame, page: ConsolePage): Markup {
  const { appName, notice, nonce } = frame;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} · ${appName} · hs-x dev</title>
        <link rel="icon" href="data:," />
        <style nonce="${nonce}">
          ${raw(CONSOLE_STYLES + (page.styles ?? ''))}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        ${topBar(frame, page)}
        <main id="main">
          ${notice === undefined ? '' : html`<p class="notice ${notice.isBad ? 'bad' : ''}" role="${notice.isBad ? 'alert' : 'status'}">${notice.text}</p>`}
          <p class="notice" role="status" id="news" hidden>
            Something happened since this page was loaded. <a href="${page.path}">Show it</a>
          </p>
          ${page.body}
        </main>
        <footer>
          <p>
            HubSpot and Stripe are simulated on this machine. No real account is connected, no real money
            moves.
          </p>
        </footer>
        ${page.scripts ? page.scripts.map((src) => html`<script nonce="${nonce}" src="${src}"></script>`) : pulse(frame)}
      </body>
    </html>`;
}

function topBar({ appName, now, mails, hubspotUrl }: Frame, { path }: ConsolePage): Markup {
  const entry = (target: ConsolePage['path'], label: Markup | string): Markup =>
    html`<a href="${target}" ${path === target ? raw('aria-current="page"') : ''}>${label}</a>`;
  return html`<header class="top">
    <div>
      <a class="brand" href="/"
        ><span class="tile" aria-hidden="true">${initialOf(appName)}</span>${appName}</a
      >
      <nav aria-label="Console">
        ${entry('/', 'Overview')} ${entry('/mail', html`Mailbox <span class="badge">${mails}</span>`)}
        ${entry('/stripe', 'Stripe')}
        <a href="${hubspotUrl}">HubSpot</a>
      </nav>
      <p class="now">${formatInstant(now)}</p>
    </div>
  </header>`;
}

function pulse({ pulse, nonce }: Frame): Markup {
  return html`<script nonce="${nonce}">
    ${raw(pulseScript(pulse))};
  </script>`;
}

/** Says that there is news instead of taking the page away under somebody's hands. */
function pulseScript(pulse: string): string {
  return `
const seen = ${JSON.stringify(pulse)};
const look = async () => {
  const answer = await fetch('/pulse').catch(() => null);
  if (answer?.ok && (await answer.text()) !== seen) document.getElementById('news').hidden = false;
  else setTimeout(look, 2000);
};
setTimeout(look, 2000)`;
}

function initialOf(appName: string): string {
  return /[\p{L}\p{N}]/u.exec(appName)?.[0].toLocaleUpperCase('en') ?? '•';
}

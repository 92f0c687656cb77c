import { html } from 'hono/html';

import type { PageContent } from '../design/page-layout.js';
import { hubspotBar } from './hubspot-bar.js';

/** A page that says one thing. */
export interface Message {
  readonly heading: string;
  readonly text: string;
  /** Default: back to the start page. */
  readonly link?: { readonly href: string; readonly label: string };
}

/** A page for what went wrong, in a sentence a person can act on. */
export function messagePage(message: Message): PageContent {
  const link = message.link ?? { href: '/', label: 'Back to accounts' };
  return {
    title: message.heading,
    theme: 'hubspot',
    bar: hubspotBar(),
    body: html`<main class="narrow">
      <section class="panel stack" role="alert">
        <h1>${message.heading}</h1>
        <p>${message.text}</p>
        <p><a href="${link.href}" target="_top">${link.label}</a></p>
      </section>
    </main>`,
  };
}

/** HubSpot's error page for an install link it does not accept. */
export function connectionFailedPage(text: string): PageContent {
  return messagePage({ heading: "Couldn't complete the connection", text });
}

import { html } from 'hono/html';

import type { PageContent } from '../design/page-layout.js';

/** A page that says one thing, with one way on. */
export interface StripeMessage {
  readonly heading: string;
  readonly text: string;
  readonly link?: { readonly href: string; readonly label: string };
}

/** Says why there is nothing to do on this page. */
export function stripeMessagePage({ heading, text, link }: StripeMessage): PageContent {
  return {
    title: heading,
    theme: 'stripe',
    body: html`<main class="narrow">
      <section class="panel stack">
        <h1>${heading}</h1>
        <p class="soft">${text}</p>
        ${link === undefined ? '' : html`<p><a class="button" href="${link.href}">${link.label}</a></p>`}
      </section>
    </main>`,
  };
}

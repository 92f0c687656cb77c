import { html, raw } from 'hono/html';

import { baseStyles } from './base-styles.js';
import { componentStyles } from './component-styles.js';
import { formStyles } from './form-styles.js';
import type { Html } from './html.js';
import { tokenStyles, type PageTheme } from './tokens.js';

/** One whole page. */
export interface PageContent {
  readonly title: string;
  readonly theme: PageTheme;
  /** Between the bar and the ribbon; usually one `<main>`. */
  readonly body: Html;
  /** Top bar; none in frames and on checkout pages. */
  readonly bar?: Html;
  /** Leaves out the ribbon, inside a page that already has it. */
  readonly isFramed?: boolean;
  /** Rules only this page needs. */
  readonly styles?: string;
  /** Improves the page when scripts run; every page works without. */
  readonly script?: string;
}

const styles = [tokenStyles, baseStyles, componentStyles, formStyles].join('\n');

const ribbons: Readonly<Record<PageTheme, string>> = {
  hubspot: 'Simulated HubSpot for development. Not affiliated with HubSpot, no real account is connected.',
  stripe: 'Simulated Stripe for development. No real money moves; use test cards only.',
};

/** Renders a page with the design system inlined: no fonts, images or scripts come from elsewhere. */
export function renderPage(content: PageContent): Html {
  const css = `${styles}\n${content.styles ?? ''}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${content.title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${raw(css)}
        </style>
      </head>
      <body class="theme-${content.theme}">
        ${content.bar ?? ''} ${content.body}
        ${content.isFramed === true ? '' : html`<footer class="ribbon">${ribbons[content.theme]}</footer>`}
        ${
          content.script === undefined
            ? ''
            : html`<script>
                ${raw(content.script)};
              </script>`
        }
      </body>
    </html>`;
}

import { html } from 'hono/html';

import type { Html } from '../../design/html.js';
import { backIcon } from '../../design/icons.js';
import type { PageContent } from '../../design/page-layout.js';
import type { PortalView } from './portal-view.js';

const styles = `
.portal { display: grid; grid-template-columns: 320px minmax(0, 1fr); min-height: calc(100vh - 41px); }
.portal-side { align-content: start; background: var(--sunken); border-right: 1px solid var(--line); padding: 40px 32px; }
.portal-main { background: var(--surface); padding: 40px 48px 56px; }
.portal-main > div { max-width: 720px; gap: 32px; }
.portal-side .back { display: inline-flex; gap: 8px; align-items: center; min-height: 44px; text-decoration: none; }
.section-title { font-size: 0.8125rem; font-weight: 700; letter-spacing: 0.04em; text-transform: uppercase; color: var(--ink-soft); padding-bottom: 8px; border-bottom: 1px solid var(--line); }
.price { font-size: 1.5rem; font-weight: 700; letter-spacing: -0.01em; }
.invoice { display: grid; grid-template-columns: 160px 90px 110px minmax(0, 1fr) auto; gap: 4px 16px; align-items: center; }
.invoice-number { font-variant-numeric: tabular-nums; text-align: right; } .invoice .badge { justify-self: start; }
@media (max-width: 860px) {
  .portal { grid-template-columns: 1fr; }
  .portal-side { align-content: start; border-right: 0; border-bottom: 1px solid var(--line); padding: 20px; }
  .portal-main { padding: 24px 20px 40px; }
  .invoice { grid-template-columns: 1fr auto; } .invoice .badge { justify-self: end; grid-column: 2; }
  .invoice .what { grid-column: 1; grid-row: 2; } .invoice form { grid-column: 1 / -1; }
}`;

/** Every portal page: whose portal it is on the left, with the way back; the page itself on the right. */
export function portalPage(view: PortalView, title: string, content: Html, script?: string): PageContent {
  return {
    title: `${title} · ${view.businessName}`,
    theme: 'stripe',
    styles,
    ...(script === undefined ? {} : { script }),
    body: html`<div class="portal">
      <aside class="portal-side stack">
        <p class="strong">${view.businessName} <span class="badge badge-warn">Test mode</span></p>
        <h1>${view.configuration.business_profile.headline ?? `Manage your ${view.businessName} billing`}</h1>
        ${
          view.returnUrl === undefined
            ? ''
            : html`<p>
                <a class="back" href="${view.returnUrl}">${backIcon()} Return to ${view.businessName}</a>
              </p>`
        }
      </aside>
      <main class="portal-main"><div class="stack">${content}</div></main>
    </div>`,
  };
}

/** Says why something was refused; nothing when nothing was. */
export function problemNotice(problem: string | undefined): Html | '' {
  return problem === undefined
    ? ''
    : html`<p class="notice notice-bad" role="alert" tabindex="-1">${problem}</p>`;
}

/** The way back: to the portal's first page, or out of a deep link. */
export function goBack(view: PortalView): Html {
  const href = view.session.flow === null ? undefined : view.returnUrl;
  return html`<a class="button" href="${href ?? `/p/session/${view.session.id}`}">Go back</a>`;
}

import { icon } from './icons.js';
import { renderLayout } from './layout.js';
import type { PageView } from './layout.js';
import { markup } from './markup.js';

/** The answer to a wish for a mailed link: the same words whether or not a mail was sent, so that it reveals nothing. */
export function renderLinkSent(view: PageView): string {
  return renderLayout(view, {
    title: 'Check your inbox',
    body: markup`<div class="card">
<div class="emblem">${icon('mail')}</div>
<h1>Check your inbox</h1>
<p class="lede">If ${view.appName} is installed in this HubSpot account, a link is on its way to the admin who installed it.</p>
<p class="fine">Nothing after a few minutes? Look in the spam folder, or open the app from inside HubSpot.</p>
</div>`,
  });
}

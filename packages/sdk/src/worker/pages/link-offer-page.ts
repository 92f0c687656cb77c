import { icon } from './icons.js';
import { renderLayout } from './layout.js';
import type { PageView } from './layout.js';
import { markup, type Markup } from './markup.js';

/** What the offer of a mailed link is made of. */
export interface LinkOfferView extends PageView {
  /** Where the wish is sent with POST: the field `portal`. */
  readonly formAction: string;
  /** The portal id of the address that was opened; unproven, so it is sent back and never described. Null: the page asks for it. */
  readonly portalId: string | null;
}

/**
 * The page for a browser nobody vouches for: it tells nothing about the portal, not even whether it is known, and offers
 * to mail a link to the admin on record. The form changes nothing but that, so it carries no token.
 */
export function renderLinkOffer(view: LinkOfferView): string {
  const { appName, formAction, portalId } = view;
  return renderLayout(view, {
    title: 'Open billing from your inbox',
    body: markup`<div class="card">
<div class="emblem">${icon('mail')}</div>
<h1>Open billing from your inbox</h1>
<p class="lede">We don’t recognize this browser, so billing details stay hidden here. We can send a personal link to the admin who installed ${appName}.</p>
<div class="actions">
<form method="post" action="${formAction}">
${portalField(portalId)}
<button class="button" type="submit">E-mail the link</button>
</form>
</div>
<p class="fine below">Opening the app from inside HubSpot works, too.</p>
</div>`,
  });
}

function portalField(portalId: string | null): Markup {
  if (portalId !== null) return markup`<input type="hidden" name="portal" value="${portalId}">`;
  return markup`<label for="portal">Your Hub ID</label>
<input class="field" id="portal" name="portal" inputmode="numeric" pattern="[0-9]+" required autocomplete="off">`;
}

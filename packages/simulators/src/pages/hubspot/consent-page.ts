import { html } from 'hono/html';

import type { AuthorizeRequest } from '../../hubspot/oauth/authorize-request.js';
import type { Portal } from '../../hubspot/portal.js';
import type { Html } from '../design/html.js';
import type { PageContent } from '../design/page-layout.js';
import { accountChoice, consentForm } from './consent-form.js';
import { hubspotBar } from './hubspot-bar.js';

/** The consent page of an install link: choose the account, read what is asked, connect or cancel. */
export function consentPage(request: AuthorizeRequest, portals: readonly Portal[]): PageContent {
  const choosable = portals.filter(
    (portal) => portal.deletedAt === undefined && (request.portalId ?? portal.portalId) === portal.portalId,
  );
  return {
    title: `Connect ${request.app.name}`,
    theme: 'hubspot',
    bar: hubspotBar(),
    body: html`<main class="narrow">
      ${consentForm({
        app: request.app,
        scopes: request.scopes,
        action: '/oauth/authorize',
        account: accountChooser(choosable),
        hiddenFields: {
          request: request.query,
          ...(request.portalId === undefined ? {} : { portalId: String(request.portalId) }),
        },
      })}
    </main>`,
  };
}

function accountChooser(portals: readonly Portal[]): Html {
  const admins = portals.flatMap((portal) => {
    const admin = portal.users.find((user) => user.isSuperAdmin);
    return admin === undefined ? [] : [{ portal, user: admin }];
  });
  const others = portals.flatMap((portal) =>
    portal.users.filter((user) => !user.isSuperAdmin).map((user) => ({ portal, user })),
  );
  return html`<fieldset>
    <legend class="legend">Choose an account</legend>
    <div class="choices">
      ${admins.map(({ portal, user }, index) => accountChoice(portal, user, index === 0))}
      <details>
        <summary>Sign in as somebody without admin rights</summary>
        <div class="choices">${others.map(({ portal, user }) => accountChoice(portal, user, false))}</div>
      </details>
    </div>
  </fieldset>`;
}

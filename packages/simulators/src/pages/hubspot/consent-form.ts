import { html } from 'hono/html';

import type { DeveloperApp } from '../../hubspot/developer-app.js';
import type { Portal, PortalUser } from '../../hubspot/portal.js';
import { initialsOf } from '../design/formats.js';
import type { Html } from '../design/html.js';
import { tickIcon } from '../design/icons.js';
import { describeScope } from './scope-description.js';

/** What a person is asked to agree to. */
export interface ConsentQuestion {
  readonly app: DeveloperApp;
  readonly scopes: readonly string[];
  /** Where the answer is posted; the field `decision` is `connect` or `cancel`. */
  readonly action: string;
  /** Between heading and scopes: the accounts to choose from, or the one that is meant. */
  readonly account: Html;
  /** Carried along unseen. */
  readonly hiddenFields?: Readonly<Record<string, string>>;
}

/** The consent panel: who asks, for which account, for what, and the two buttons. */
export function consentForm(question: ConsentQuestion): Html {
  const { app, scopes, action, account, hiddenFields = {} } = question;
  return html`<form method="post" action="${action}" class="panel stack">
    ${Object.entries(hiddenFields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <header class="row">
      <span class="tile tile-large" aria-hidden="true">${initialsOf(app.name)}</span>
      <div class="grow stack-tight">
        <h1>Connect ${app.name} to HubSpot</h1>
        <p class="soft">${app.description}</p>
      </div>
    </header>
    ${account}
    <section class="stack" aria-labelledby="scopes-heading">
      <h2 id="scopes-heading">${app.name} will be able to</h2>
      <ul class="ticks">
        ${scopes.map(
          (scope) =>
            html`<li>
              ${tickIcon()}<span>${describeScope(scope)} <code class="soft small">${scope}</code></span>
            </li>`,
        )}
      </ul>
    </section>
    <p class="small soft">You can disconnect the app at any time under Connected apps.</p>
    <div class="actions">
      <button class="button button-primary" name="decision" value="connect">Connect app</button>
      <button class="button" name="decision" value="cancel">Cancel</button>
    </div>
  </form>`;
}

/** One account to choose, as the person who would connect it. */
export function accountChoice(portal: Portal, user: PortalUser, isChecked: boolean): Html {
  return html`<label class="choice">
    <input
      type="radio"
      name="account"
      value="${portal.portalId}:${user.userId}"
      ${isChecked ? 'checked' : ''}
      required
    />
    <span class="grow">
      <span class="strong">${portal.portalName}</span><br />
      <span class="small soft">${portal.portalId} · signed in as ${user.email}</span>
    </span>
    ${accountBadge(portal)}
  </label>`;
}

/** Says what kind of account it is when it is not an ordinary one. */
export function accountBadge(portal: Portal): Html | '' {
  const words = {
    STANDARD: '',
    DEVELOPER_TEST: 'Test',
    SANDBOX: 'Sandbox',
    APP_DEVELOPER: 'Developer',
  } as const;
  const word = words[portal.accountType];
  return word === '' ? '' : html`<span class="badge badge-plain">${word}</span>`;
}

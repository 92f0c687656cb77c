import { icon } from './icons.js';
import { renderLayout } from './layout.js';
import type { PageView } from './layout.js';
import { markup, trustedMarkup } from './markup.js';
import type { Markup } from './markup.js';
import { SETTING_UP_SCRIPT } from './setting-up-script.js';

/** What the "Setting up your account…" page is made of. */
export interface SettingUpView extends PageView {
  /** Asked with GET; answers JSON `{ ok: true, ready: boolean, entitlement: … | null }`. Anything else: not ready. */
  readonly pollUrl: string;
  /** Told once with POST, no body, when the wait was in vain: mail the admin when it is ready. */
  readonly lateUrl: string;
  /** Where the person goes when ready, and may go before. */
  readonly continueUrl: string;
  /** Where a browser without JavaScript goes every 3 s: the address that answers with `renderReady` once the plan is active. */
  readonly refreshUrl: string;
  /** The HubSpot account's name, when it may be shown. */
  readonly portalName?: string;
  /** Milliseconds from one question to the next. Default 1000. */
  readonly pollIntervalMs?: number;
  /** Questions before the page says it takes longer; with the interval, the whole wait. Default 10. */
  readonly pollCount?: number;
}

/**
 * The page after Checkout: waits until the plan is active, says "You're all set" and moves on; when that takes longer
 * than 10 s it says so, promises a mail and stops asking. Without JavaScript it asks `refreshUrl`
 * every 3 s.
 */
export function renderSettingUp(view: SettingUpView): string {
  return renderLayout(view, {
    title: 'Setting up your account…',
    head: markup`<noscript><meta http-equiv="refresh" content="3;url=${view.refreshUrl}"></noscript>`,
    body: markup`${card(view)}
<script nonce="${view.nonce}">${trustedMarkup(SETTING_UP_SCRIPT)}</script>`,
  });
}

function card(view: SettingUpView): Markup {
  const { appName, pollUrl, lateUrl, continueUrl, pollIntervalMs = 1_000, pollCount = 10 } = view;
  return markup`<div class="card" id="setup" data-phase="waiting" data-poll-url="${pollUrl}" data-late-url="${lateUrl}" data-continue-url="${continueUrl}" data-poll-interval-ms="${pollIntervalMs}" data-poll-count="${pollCount}" data-title-end="${` – ${appName}`}">
<div class="emblem" data-show="waiting">${icon('card')}</div>
<div class="emblem good" data-show="ready" hidden>${icon('check')}</div>
<div class="emblem" data-show="late" hidden>${icon('clock')}</div>
<div role="status" aria-live="polite">
${announcement(view)}
</div>
${progress(appName)}
<noscript><p class="fine below">This page checks again every 3 seconds.</p></noscript>
<div class="actions" data-show="late" hidden>
<button class="button" type="button" id="again">Check again</button>
<a class="button plain" href="${continueUrl}">Continue to ${appName}</a>
</div>
</div>`;
}

/** The heading and the text of each phase; the script shows one of them. */
function announcement({ appName, portalName }: SettingUpView): Markup {
  const owner = portalName === undefined ? null : markup` for <strong>${portalName}</strong>`;
  return markup`<h1><span data-show="waiting">Setting up your account…</span><span data-show="ready" hidden>You’re all set</span><span data-show="late" hidden>This is taking longer than usual</span></h1>
<p class="lede" data-show="waiting">We are waiting for our payment provider to confirm, then ${appName} is ready${owner}. This usually takes a few seconds.</p>
<p class="lede" data-show="ready" hidden>Your plan is active${owner}. Taking you to ${appName} now.</p>
<div data-show="late" hidden>
<p class="lede">Our payment provider is slower than usual in confirming your checkout. It went through on your side, so nothing needs to be paid again.</p>
<p><strong>We’ll e-mail you when it is ready.</strong> You can close this page.</p>
</div>`;
}

function progress(appName: string): Markup {
  const dot = markup`<span class="dot">${icon('check')}</span>`;
  return markup`<div data-show="waiting ready">
<div class="bar" role="progressbar" aria-label="Setting up your account"></div>
<ol class="steps">
<li data-step="done">${dot}<span>Checkout completed</span></li>
<li data-step="now">${dot}<span>Activating your plan</span></li>
<li data-step="next">${dot}<span>Opening ${appName}</span></li>
</ol>
</div>`;
}

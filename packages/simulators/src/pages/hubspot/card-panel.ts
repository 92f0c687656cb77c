import { html } from 'hono/html';

import { initialsOf } from '../design/formats.js';
import type { Html } from '../design/html.js';
import { clockIcon, lockIcon } from '../design/icons.js';
import type { CardResult, UpgradePrompt } from './card-result.js';
import { jsonView } from './json-view.js';

/** What the card slot needs to know. */
export interface CardPanel {
  readonly appName: string;
  readonly title: string;
  readonly result: CardResult;
  /** Where "Install" goes when the app is not there. */
  readonly installUrl: string;
}

/** The app's card on a record page, in each of its states. */
export function cardPanel(card: CardPanel): Html {
  return html`<section class="panel" aria-labelledby="card-title" data-card-state="${card.result.state}">
    <header class="row">
      <span class="tile" aria-hidden="true">${initialsOf(card.appName)}</span>
      <div class="grow">
        <h2 id="card-title">${card.title}</h2>
        <p class="small soft">by ${card.appName}</p>
      </div>
      ${stateBadge(card.result)}
    </header>
    ${cardContent(card)}
  </section>`;
}

function stateBadge(result: CardResult): Html | '' {
  if (result.state === 'available') return html`<span class="badge badge-good">Active</span>`;
  if (result.state === 'payment_required') return html`<span class="badge badge-warn">Upgrade</span>`;
  return '';
}

function cardContent({ appName, result, installUrl }: CardPanel): Html {
  switch (result.state) {
    case 'available':
      return html`${jsonView(result.value)}`;
    case 'payment_required':
      return upgradePrompt(result.prompt);
    case 'unavailable':
      return html`<div class="empty" role="status">
        ${clockIcon()}
        <p>
          <strong>${appName} cannot check your plan right now.</strong><br />Nothing was changed. Try again in
          a moment.
        </p>
        <a class="button button-small" href="">Try again</a>
      </div>`;
    case 'not_installed':
      return html`<div class="empty">
        <p>${appName} is not connected to this account.</p>
        <a class="button button-small button-primary" href="${installUrl}">Install ${appName}</a>
      </div>`;
    case 'not_configured':
      return html`<div class="empty"><p class="soft">The app has no card yet.</p></div>`;
    case 'failed':
      return html`<div class="notice notice-bad" role="alert">
        <p class="strong">This card could not be loaded</p>
        <p class="small">${result.text}</p>
      </div>`;
  }
}

function upgradePrompt(prompt: UpgradePrompt): Html {
  return html`<div class="empty">
    <span class="tile tile-round" aria-hidden="true">${lockIcon()}</span>
    <h3>${upgradeHeading(prompt)}</h3>
    <p class="soft">${upgradeText(prompt)}</p>
    ${
      prompt.upgradeUrl === undefined
        ? html`<p class="small soft">Ask an administrator of this account to upgrade.</p>`
        : html`<a class="button button-primary" href="${prompt.upgradeUrl}" target="_blank" rel="noopener"
            >See plans and upgrade</a
          >`
    }
  </div>`;
}

function upgradeHeading(prompt: UpgradePrompt): string {
  return prompt.code === 'PLAN_UPGRADE_REQUIRED'
    ? 'Included in a higher plan'
    : 'Start a plan to use this card';
}

function upgradeText({ feature, currentPlan, status }: UpgradePrompt): string {
  const plan = currentPlan === undefined ? '' : `This account is on the ${currentPlan} plan`;
  const state = status === undefined || plan === '' ? '' : ` (${status.replaceAll('_', ' ')})`;
  const needs = feature === undefined ? '' : `This card uses “${feature}”.`;
  return [plan === '' ? '' : `${plan}${state}.`, needs].filter((part) => part !== '').join(' ');
}

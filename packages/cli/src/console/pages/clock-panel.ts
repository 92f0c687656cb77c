import { html } from 'hono/html';
import { formatInstant } from '../formats.js';
import type { Markup } from './markup.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const JUMPS = [
  { label: '+1 hour', byMs: HOUR_MS },
  { label: '+1 day', byMs: DAY_MS },
  { label: '+7 days', byMs: 7 * DAY_MS },
] as const;

/** What the clock shows. */
export interface ClockFace {
  readonly now: number;
  readonly mode: 'frozen' | 'running';
  /** What the simulated vendors do next by themselves; null: nothing. */
  readonly nextEvent: { readonly dueAt: number; readonly name: string } | null;
}

/** The virtual clock, and the buttons that move it; every move is a form, so it works without scripts. */
export function clockPanel({ now, mode, nextEvent }: ClockFace): Markup {
  return html`<section class="panel stack-small" aria-labelledby="clock-heading">
    <div class="row">
      <h2 id="clock-heading">Clock</h2>
      <span class="badge">${mode === 'running' ? 'Running' : 'Frozen'}</span>
    </div>
    <p class="clock"><time datetime="${new Date(now).toISOString()}">${formatInstant(now)}</time></p>
    <p class="small soft">
      App, HubSpot and Stripe share this time. Trials end, renewals fall due and mails leave on the way.
    </p>
    <form method="post" action="/clock" class="jumps">
      ${JUMPS.map(({ label, byMs }) => html`<button class="button plain" name="byMs" value="${byMs}">${label}</button>`)}
    </form>
    ${nextEvent === null ? '' : nextEventForm(nextEvent, now)}
    <form method="post" action="/clock" class="stack-small">
      <div>
        <label for="to">To a date (UTC)</label>
        <input
          type="datetime-local"
          id="to"
          name="to"
          required
          min="${minuteOf(now)}"
          value="${minuteOf(now + 14 * DAY_MS)}"
        />
      </div>
      <button class="button">Move there</button>
    </form>
  </section>`;
}

function nextEventForm({ dueAt, name }: NonNullable<ClockFace['nextEvent']>, now: number): Markup {
  return html`<form method="post" action="/clock" class="stack-small">
    <button class="button plain" name="byMs" value="${Math.max(1, Math.ceil(dueAt - now))}">
      Next event
    </button>
    <p class="small soft"><code>${name}</code>, ${formatInstant(dueAt)}</p>
  </form>`;
}

/** As `datetime-local` wants it. */
function minuteOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16);
}

import type { CardFetchOutcome } from '../hubspot-proxy.js';
import type { Activity } from './activity.js';

/** What a card may say of a call. */
export interface HubspotFetchOptions {
  readonly method?: string;
  /** Milliseconds. Default 15 000. */
  readonly timeout?: number;
  readonly body?: unknown;
}

/** `hubspot.fetch`, through the proxy of `hs-x dev`. */
export function createHubspotFetch(portalId: number, activity: Activity) {
  return async (url: string | URL, options: HubspotFetchOptions = {}): Promise<Response> => {
    const { method = 'GET', timeout, body } = options;
    const startedAt = performance.now();
    const outcome = await send(portalId, {
      url: String(url),
      method,
      timeoutMs: timeout,
      body,
      isAppDown: activity.getState().isAppDown,
    });
    activity.add({
      kind: 'call',
      name: nameOf(String(url)),
      outcome: outcome.kind === 'answered' ? String(outcome.status) : outcome.reason,
      isGood: outcome.kind === 'answered' && outcome.status < 400,
      tookMs: performance.now() - startedAt,
      attempts: outcome.attempts,
    });
    if (outcome.kind === 'failed') throw new Error(outcome.reason);
    return new Response(outcome.status === 204 ? null : outcome.body, { status: outcome.status });
  };
}

async function send(portalId: number, call: object): Promise<CardFetchOutcome> {
  try {
    const answer = await fetch(`/portals/${portalId}/fetch`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(call),
    });
    if (answer.ok) return (await answer.json()) as CardFetchOutcome;
    return { kind: 'failed', reason: `hs-x dev answered ${answer.status}.`, attempts: 0 };
  } catch {
    return { kind: 'failed', reason: 'hs-x dev has stopped.', attempts: 0 };
  }
}

/** `…/fn/billing` as "billing"; any other address as it is. */
function nameOf(url: string): string {
  return /\/fn\/([^/?#]+)$/.exec(url)?.[1] ?? url;
}

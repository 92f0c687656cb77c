import type { CardFetch } from '../cards/hubspot-proxy.js';

/** What the page sends for a card's `hubspot.fetch`: the call, and whether the developer wants the app to be unreachable. */
export interface ReadCardFetch {
  readonly call: Omit<CardFetch, 'portalId'>;
  readonly isAppDown: boolean;
}

const DEFAULT_TIMEOUT_MS = 15_000;

/** Reads it; null when it is no such thing. */
export function readCardFetch(sent: unknown): ReadCardFetch | null {
  if (!isRecord(sent) || typeof sent.url !== 'string' || typeof sent.method !== 'string') return null;
  const { url, method, timeoutMs, body, isAppDown } = sent;
  const isTimeout = typeof timeoutMs === 'number' && timeoutMs > 0 && timeoutMs <= DEFAULT_TIMEOUT_MS;
  return {
    call: {
      url,
      method,
      timeoutMs: isTimeout ? timeoutMs : DEFAULT_TIMEOUT_MS,
      body: isRecord(body) ? body : {},
    },
    isAppDown: isAppDown === true,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

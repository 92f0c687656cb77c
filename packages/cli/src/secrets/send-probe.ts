/**
 * A harmless request, signed with one value of a secret the way its holder signs: whether the running app takes it says whether that value
 * is live there. Stripe's is an event of our own type, stored and shown to nobody; HubSpot's an empty batch; the operator's a question.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { createHttpAdminPort, DRILL_EVENT_TYPE, type RotatedSecret } from '@hs-x/sdk/admin';
import { SECOND_MS } from '../terminal/durations.js';

/** What came of a probe. `unanswered`: the app could not be reached, or answered something else. */
export type ProbeResult =
  | { readonly kind: 'verified' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unanswered'; readonly reason: string };

/** Which value is proven where. */
export interface Probe {
  /** Of the running app. */
  readonly origin: string;
  readonly secret: string;
  /** Whether the app takes live events; one of the other mode is refused whatever its signature. */
  readonly isLive: boolean;
}

const TIMEOUT_MS = 10 * SECOND_MS;

/** Secrets that can be proven by a request. `HSX_SECRET` signs nothing that comes from outside. */
export type ProbedSecret = Exclude<RotatedSecret, 'HSX_SECRET'>;

/** Sends the probe of a secret. Never throws. */
export async function sendProbe(name: ProbedSecret, probe: Probe): Promise<ProbeResult> {
  switch (name) {
    case 'STRIPE_WEBHOOK_SECRET':
    case 'STRIPE_METER_WEBHOOK_SECRET':
      return post(`${probe.origin}/webhooks/stripe`, stripeProbe(probe));
    case 'HUBSPOT_CLIENT_SECRET':
      return post(`${probe.origin}/webhooks/hubspot`, hubspotProbe(probe));
    case 'HSX_ADMIN_SECRET':
      return askSigned(probe);
  }
}

interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Stripe's scheme v1 (Stripe's documentation, read 2026-11). */
function stripeProbe({ secret, isLive }: Probe): Signed {
  const created = Math.floor(Date.now() / SECOND_MS);
  const body = JSON.stringify({
    id: `evt_hsx_drill_${randomUUID().replaceAll('-', '')}`,
    object: 'event',
    type: DRILL_EVENT_TYPE,
    livemode: isLive,
    created,
    data: { object: {} },
  });
  const signature = createHmac('sha256', secret).update(`${created}.${body}`).digest('hex');
  return { headers: { 'stripe-signature': `t=${created},v1=${signature}` }, body };
}

/** HubSpot's signature v3 (HubSpot's documentation, read 2026-11-20). */
function hubspotProbe({ origin, secret }: Probe): Signed {
  const timestamp = String(Date.now());
  const body = '[]';
  const text = `POST${origin}/webhooks/hubspot${body}${timestamp}`;
  const signature = createHmac('sha256', secret).update(text).digest('base64');
  return {
    headers: { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp },
    body,
  };
}

async function post(url: string, { headers, body }: Signed): Promise<ProbeResult> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return { kind: 'verified' };
    const code = await codeOf(response);
    if (code === 'SIGNATURE_INVALID') return { kind: 'refused' };
    return { kind: 'unanswered', reason: `it answered ${response.status} (${code})` };
  } catch {
    return { kind: 'unanswered', reason: 'it did not answer' };
  }
}

async function codeOf(response: Response): Promise<string> {
  const envelope = (await response.json().catch(() => null)) as { error?: { code?: unknown } } | null;
  const code = envelope?.error?.code;
  return typeof code === 'string' ? code : 'no code';
}

async function askSigned({ origin, secret }: Probe): Promise<ProbeResult> {
  try {
    await createHttpAdminPort({ origin, secret }).call('secrets', {});
    return { kind: 'verified' };
  } catch (error) {
    const { isHsxError } = await import('@hs-x/sdk');
    if (isHsxError(error, 'SIGNATURE_INVALID')) return { kind: 'refused' };
    return { kind: 'unanswered', reason: isHsxError(error) ? error.message : 'it did not answer' };
  }
}

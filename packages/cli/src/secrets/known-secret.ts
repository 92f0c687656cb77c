/** What is known of each name the app reads a secret from: who makes its values, of which form they are, and how a new one comes about. */
import { randomBytes } from 'node:crypto';

/** A secret's rules. */
export interface KnownSecret {
  readonly name: string;
  /** Makes a new value; missing: only the vendor does. */
  readonly make?: () => string;
  /** What a value must look like. */
  readonly form: RegExp;
  /** The form in words. */
  readonly formWords: string;
  /** Whether a former value may stand beside the present one. */
  readonly isRotated: boolean;
  /** How a new value is had, and what stays valid meanwhile. */
  readonly origin: string;
}

const RANDOM_BYTES = 32;
const makeRandom = () => randomBytes(RANDOM_BYTES).toString('base64url');
const ANY = { form: /^[^\s,]+$/, formWords: 'one word without a comma' };
const LONG = { form: /^[^\s,]{32,}$/, formWords: 'at least 32 characters without spaces and commas' };

const KNOWN: readonly KnownSecret[] = [
  {
    name: 'HSX_SECRET',
    ...LONG,
    make: makeRandom,
    isRotated: true,
    origin:
      'It is yours: rotate makes a new value. It signs links and cookies and encrypts stored tokens and webhooks.',
  },
  {
    name: 'HUBSPOT_CLIENT_SECRET',
    ...ANY,
    isRotated: true,
    origin:
      'Make a new one in HubSpot: Development, your app, Auth. HubSpot documents no time in which both hold (read 2026-11-21): add the new value here and restart right after.',
  },
  {
    name: 'STRIPE_SECRET',
    form: /^[sr]k_(?:test|live)_[^\s,]+$/,
    formWords: 'a Stripe key that begins with sk_ or rk_ and its mode',
    isRotated: false,
    origin:
      'Roll the key in the Stripe Dashboard and let the old one expire later; then set the new one here and restart.',
  },
  {
    name: 'STRIPE_WEBHOOK_SECRET',
    form: /^whsec_[^\s,]+$/,
    formWords: 'a signing secret that begins with whsec_',
    isRotated: true,
    origin:
      'Roll the endpoint’s secret in the Stripe Dashboard (Webhooks, your endpoint) and keep the old one for 24 hours, the longest Stripe allows: until then each event is signed with both (Stripe’s documentation, read 2026-11).',
  },
  {
    name: 'STRIPE_METER_WEBHOOK_SECRET',
    form: /^whsec_[^\s,]+$/,
    formWords: 'a signing secret that begins with whsec_',
    isRotated: true,
    origin:
      'It belongs to the event destination of meter errors, not to the webhook endpoint: reveal or roll it in the Stripe Dashboard (Workbench, Event destinations, the destination), and keep the old one as long as Stripe offers.',
  },
  {
    name: 'HSX_ADMIN_SECRET',
    ...LONG,
    make: makeRandom,
    isRotated: true,
    origin: 'It is yours: rotate makes a new value. Operators sign what they ask a deployed app with it.',
  },
  {
    name: 'ALERTS_WEBHOOK_SECRET',
    form: /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/,
    formWords: 'whsec_ and the base64 of 24 to 64 bytes',
    make: () => `whsec_${randomBytes(RANDOM_BYTES).toString('base64')}`,
    isRotated: false,
    origin:
      'It is yours: the receiver of alerts must hold the same value, and should accept both while you change it.',
  },
  {
    name: 'HSX_PARTNER_SECRETS',
    form: /^[^\0\r\n]+$/,
    formWords: 'one line, such as acme=whsec_…,whsec_…; globex=whsec_…',
    isRotated: false,
    origin:
      'Each partner’s values stand in it by name, several for one partner while one is rotated: set the whole of it anew.',
  },
];

/** Names of the author's own, such as `env('AIRTABLE_TOKEN')`: one value of any form. */
const OWN = { ...ANY, form: /^[^\0\r\n]+$/, formWords: 'one line', isRotated: false };

/** What is known of a name; of the author's own names only that they hold one line. */
export function knownSecret(name: string): KnownSecret {
  return (
    KNOWN.find((secret) => secret.name === name) ?? {
      ...OWN,
      name,
      origin: 'It is the app’s own: set a new value and restart.',
    }
  );
}

/** The names HS-X itself reads. */
export const KNOWN_NAMES: readonly string[] = KNOWN.map(({ name }) => name);

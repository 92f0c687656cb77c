/**
 * Two senders at Stripe call the one webhook address: the endpoint, and the event destination of meter errors. Their secrets have a name each, so that
 * neither is ever taken for the former value of the other, and retired or replaced as one.
 */
import type { MadeSecret } from '@hs-x/sdk/stripe';
import type { AppFolder } from '../app-folder/app-folder.js';
import type { Environment } from '../app-folder/own-environment.js';
import { CliError } from '../cli-error.js';
import { findSecret, putSecret } from '../secrets/secret-places.js';

/** The name each sender's secret is kept under, what it is called, and where Stripe shows it again. */
export const SIGNING_SECRETS = {
  endpoint: {
    name: 'STRIPE_WEBHOOK_SECRET',
    title: 'endpoint',
    fullTitle: 'webhook endpoint',
    place: 'Developers, Webhooks',
  },
  destination: {
    name: 'STRIPE_METER_WEBHOOK_SECRET',
    title: 'event destination',
    fullTitle: 'event destination',
    place: 'Workbench, Event destinations',
  },
} as const satisfies Readonly<Record<MadeSecret['sender'], object>>;

/** Where a signing secret is kept now. */
export interface SavedSecret {
  readonly name: (typeof SIGNING_SECRETS)[MadeSecret['sender']]['name'];
  readonly file: '.env' | '.hs-x/secrets.enc';
  /** Whether the former value is accepted beside it, since its endpoint still sends. */
  readonly isBesideFormer: boolean;
}

/**
 * Keeps the signing secret of a new sender for the app: in the encrypted file where its name is kept there, otherwise in `.env`, which only its
 * owner may read then. Throws SECRET_REFUSED when it cannot be written, without the secret.
 */
export function saveSigningSecret(
  folder: AppFolder,
  ambient: Environment,
  made: MadeSecret & { readonly now: number },
): SavedSecret {
  const { sender, secret, isBesideAnother, now } = made;
  const { name } = SIGNING_SECRETS[sender];
  try {
    const present = findSecret(folder, ambient, name);
    const place = present?.place === 'vault' ? 'vault' : 'env';
    const former = isBesideAnother && present !== null ? present.text : null;
    putSecret(folder, { name, text: former === null ? secret : `${secret},${former}`, place }, now);
    const file = place === 'vault' ? '.hs-x/secrets.enc' : '.env';
    return { name, file, isBesideFormer: former !== null };
  } catch (error) {
    throw unsaved(sender, error);
  }
}

function unsaved(sender: MadeSecret['sender'], error: unknown): CliError {
  const { name, title, fullTitle, place } = SIGNING_SECRETS[sender];
  const reason = error instanceof Error ? ` (${(error as { code?: string }).code ?? error.name})` : '';
  return new CliError({
    code: 'SECRET_REFUSED',
    message: `The ${fullTitle} is made, but its signing secret could not be kept${reason}.`,
    hint: `Reveal it in the Stripe Dashboard (${place}, the ${title}), then: hs-x secrets set ${name} --replace`,
  });
}

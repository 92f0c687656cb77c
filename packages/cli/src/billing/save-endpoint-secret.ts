import type { AppFolder } from '../app-folder/app-folder.js';
import type { Environment } from '../app-folder/own-environment.js';
import { CliError } from '../cli-error.js';
import { findSecret, putSecret } from '../secrets/secret-places.js';

const NAME = 'STRIPE_WEBHOOK_SECRET';

/** Where a signing secret is kept now. */
export interface SavedSecret {
  readonly name: typeof NAME;
  readonly file: '.env' | '.hs-x/secrets.enc';
  /** Whether the former value is accepted beside it, since its endpoint still sends. */
  readonly isBesideFormer: boolean;
}

/**
 * Keeps the signing secret of a new endpoint for the app: in the encrypted file where the name is kept there, otherwise in `.env`, which only its
 * owner may read then. Throws SECRET_REFUSED when it cannot be written, without the secret.
 */
export function saveEndpointSecret(
  folder: AppFolder,
  ambient: Environment,
  made: { readonly secret: string; readonly isBesideAnother: boolean; readonly now: number },
): SavedSecret {
  const { secret, isBesideAnother, now } = made;
  try {
    const present = findSecret(folder, ambient, NAME);
    const place = present?.place === 'vault' ? 'vault' : 'env';
    const former = isBesideAnother && present !== null ? present.text : null;
    putSecret(folder, { name: NAME, text: former === null ? secret : `${secret},${former}`, place }, now);
    const file = place === 'vault' ? '.hs-x/secrets.enc' : '.env';
    return { name: NAME, file, isBesideFormer: former !== null };
  } catch (error) {
    const reason = error instanceof Error ? ` (${(error as { code?: string }).code ?? error.name})` : '';
    throw new CliError({
      code: 'SECRET_REFUSED',
      message: `The webhook endpoint is made, but its signing secret could not be kept${reason}.`,
      hint: `Reveal it in the Stripe Dashboard (Developers, Webhooks, the endpoint), then: hs-x secrets set ${NAME} --replace`,
    });
  }
}

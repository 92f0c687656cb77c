import { HsxError } from '../../kernel/hsx-error.js';
import type { Mode } from '../../kernel/ids.js';

/** What the adapter needs from the deployment's environment. */
export interface StripeCredentials {
  /** A secret (`sk_`) or restricted (`rk_`) key of the deployment's mode. */
  readonly secretKey: string;
  /** Every signing secret in use, at least one; two while a secret is being rolled. */
  readonly webhookSecrets: readonly string[];
  readonly mode: Mode;
}

const API_KEY = /^(?:sk|rk)_(test|live)_[^\s]+$/;
const SIGNING_SECRET = /^whsec_[^\s]+$/;

/**
 * Refuses to start with a key of the other mode, or with a missing or misplaced secret; throws
 * ENVIRONMENT_INVALID.
 */
export function requireCredentials({ secretKey, webhookSecrets, mode }: StripeCredentials): void {
  requireKeyOfMode(secretKey, mode);
  if (webhookSecrets.length === 0) {
    throw refused(
      'No Stripe webhook signing secret is set, so no event could be told from a forgery.',
      SECRET_HINT,
    );
  }
  webhookSecrets.forEach((secret, index) => {
    if (!SIGNING_SECRET.test(secret)) {
      const seen = describe(secret);
      throw refused(
        `Stripe webhook signing secret ${index + 1} is ${seen}; it must begin with "whsec_".`,
        SECRET_HINT,
      );
    }
  });
}

const SECRET_HINT =
  "Copy the endpoint's signing secret from the Stripe Dashboard: Developers, Webhooks, your endpoint.";
const KEY_HINT = 'Copy a secret or restricted key from the Stripe Dashboard: Developers, API keys.';

function requireKeyOfMode(secretKey: string, mode: Mode): void {
  const keyMode = API_KEY.exec(secretKey)?.[1];
  const allowed = `"sk_${mode}_" or "rk_${mode}_"`;
  if (keyMode === undefined) {
    throw refused(
      `The Stripe secret key is ${describe(secretKey)}; it must begin with ${allowed}.`,
      KEY_HINT,
    );
  }
  if (keyMode !== mode) {
    const hint = `Set a ${mode} key, or run this deployment in ${keyMode} mode.`;
    throw refused(
      `The Stripe secret key is a ${keyMode} key, but this deployment runs in ${mode} mode.`,
      hint,
    );
  }
}

/** What is wrong with a secret, without repeating any of it. */
function describe(secret: string): string {
  if (secret.trim() === '') return 'blank';
  if (/\s/.test(secret)) return 'not usable because it contains white space';
  return 'of another kind';
}

function refused(message: string, hint: string): HsxError {
  return new HsxError({ code: 'ENVIRONMENT_INVALID', message, hint });
}

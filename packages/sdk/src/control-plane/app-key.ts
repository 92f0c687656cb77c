/**
 * An app's key to the control plane: `hsxcp.<version>.<mode>.<app>.<secret>`. It signs the app's requests and never travels with one. The control
 * plane keeps no keys: it makes each anew from its own secret, app, mode and version, so that nothing can be stolen from its database.
 */
import { toBase64Url } from '../kernel/bytes.js';
import { hmacSha256 } from '../kernel/hmac.js';
import { HsxError } from '../kernel/hsx-error.js';
import type { Mode } from '../kernel/ids.js';

/** Whose key it is. */
export interface AppKeyId {
  /** Lower-case letters, digits and hyphens, at most 40. */
  readonly app: string;
  readonly mode: Mode;
  /** Rises when an app's key is replaced. */
  readonly version: number;
}

/** A key, taken apart. */
export interface AppKey extends AppKeyId {
  readonly secret: string;
}

const KEY = /^hsxcp\.([1-9]\d{0,5})\.(test|live)\.([a-z0-9-]{1,40})\.([\w-]{43})$/;

/** Takes a key apart; null when it is none. */
export function parseAppKey(text: string): AppKey | null {
  const [, version = '', mode = '', app = '', secret = ''] = KEY.exec(text.trim()) ?? [];
  return app === '' ? null : { version: Number(version), mode: mode as Mode, app, secret };
}

/** Makes an app's key from a secret of the control plane. Throws REQUEST_INVALID for a name that cannot be one. */
export async function issueAppKey(controlPlaneSecret: string, id: AppKeyId): Promise<string> {
  const text = keyText(id, await appKeySecret(controlPlaneSecret, id));
  if (parseAppKey(text) !== null) return text;
  throw new HsxError({
    code: 'REQUEST_INVALID',
    message:
      'An app’s name is 1 to 40 lower-case letters, digits and hyphens, its mode test or live, its version 1 to 999999.',
    hint: 'Nothing was made.',
  });
}

/** What an app's key signs with. */
export async function appKeySecret(
  controlPlaneSecret: string,
  { app, mode, version }: AppKeyId,
): Promise<string> {
  return toBase64Url(
    await hmacSha256(controlPlaneSecret, `hs-x control-plane key\n${version}\n${mode}\n${app}`),
  );
}

function keyText({ version, mode, app }: AppKeyId, secret: string): string {
  return ['hsxcp', version, mode, app, secret].join('.');
}

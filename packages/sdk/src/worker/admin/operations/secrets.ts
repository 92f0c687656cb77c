import {
  ROTATED_SECRETS,
  type AdminSecrets,
  type RotatedSecret,
  type SecretValueState,
} from '../../../contract/admin/admin-secrets.js';
import { encryptionKeyId } from '../../../kernel/encryption.js';
import { secretFingerprint } from '../../../kernel/secret-fingerprint.js';
import type { AppParts } from '../../app-parts.js';
import type { SecretUse } from '../../secrets/secret-store.js';

/** The secrets the app holds, by fingerprint, and what is known of each value. */
export async function secrets(parts: AppParts): Promise<AdminSecrets> {
  const { engine, secretLog, secretStore } = parts;
  const uses = await secretStore.uses(engine.scope);
  const states = ROTATED_SECRETS.map(async (name) => ({
    name,
    values: await Promise.all(secretLog.live[name].map((secret) => stateOf(parts, { name, secret, uses }))),
  }));
  return { now: engine.wallClock.now(), secrets: await Promise.all(states) };
}

async function stateOf(
  { engine, secretStore }: AppParts,
  value: { readonly name: RotatedSecret; readonly secret: string; readonly uses: readonly SecretUse[] },
): Promise<SecretValueState> {
  const { name, secret, uses } = value;
  const fingerprint = await secretFingerprint(secret);
  const use = uses.find((each) => each.name === name && each.fingerprint === fingerprint);
  const isSealing = name === 'HSX_SECRET';
  return {
    fingerprint,
    firstSeenAt: use?.firstSeenAt ?? null,
    lastUsedAt: use?.lastUsedAt ?? null,
    lastProbedAt: use?.lastProbedAt ?? null,
    sealed: isSealing ? await secretStore.sealedUnder(engine.scope, await encryptionKeyId(secret)) : null,
  };
}

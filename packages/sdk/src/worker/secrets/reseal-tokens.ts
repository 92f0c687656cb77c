/**
 * Ends a rotation of `HSX_SECRET`: tokens that a former value has sealed are sealed anew under the present one, a page at a time. A token
 * that was renewed meanwhile has been sealed anew by that; a write names the version it read, so that no install is ever lost to this.
 */
import { accountKey } from '../../billing/billing-engine.js';
import { resealTokens } from '../../hubspot/index.js';
import { encryptionKeyId } from '../../kernel/encryption.js';
import { HOUR_MS, MINUTE_MS } from '../../kernel/instant.js';
import type { AppParts } from '../app-parts.js';

const PAGE = 100;
/** Pages of one call: a tick must not become long. */
const MOST_PAGES = 10;
/** A process that still has the former list may seal under its first value while a rotation is rolled out: it is looked for again. */
const LOOK_AGAIN_MS = 5 * MINUTE_MS;
/** How often it is noted which value is in front: links are signed with it, and work for 30 days from then. */
const NOTE_FRONT_MS = 6 * HOUR_MS;

const TRIALS_FORGOTTEN =
  'No HSX_SECRET here opens the keys by which it is known who has had a trial: who had one may have another. Give the former value after a comma. A process that still has only the former value says this once during a rotation, where it means nothing.';

/** Makes the function that a runtime calls over and over; answers how many tokens it has sealed anew. */
export function createTokenResealer(parts: AppParts): () => Promise<number> {
  const { engine, secretLog, hashKeys } = parts;
  const { HSX_SECRET: secrets } = secretLog.live;
  let hasNotedLive = false;
  let nextAt = Number.NEGATIVE_INFINITY;
  let noteFrontAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (!hasNotedLive) {
      const outcome = await hashKeys.keep(); // first: a value that was seen may be rotated away
      if (outcome === 'unreadable') engine.logger.log('warn', TRIALS_FORGOTTEN);
      await secretLog.noteLive();
      hasNotedLive = true;
    }
    const now = engine.wallClock.now();
    if (now >= noteFrontAt && secrets[0] !== undefined) {
      secretLog.note('HSX_SECRET', secrets[0]);
      noteFrontAt = now + NOTE_FRONT_MS;
    }
    if (secrets.length < 2 || now < nextAt) return 0;
    const { count, isOver } = await resealPages(parts, await encryptionKeyId(secrets[0] ?? ''));
    nextAt = isOver ? now + LOOK_AGAIN_MS : now;
    if (count > 0) engine.logger.log('info', 'tokens sealed under the present HSX_SECRET', { count });
    return count;
  };
}

async function resealPages(
  { engine, hubspot, secretStore }: AppParts,
  keyId: string,
): Promise<{ readonly count: number; readonly isOver: boolean }> {
  const { scope, encryption } = engine;
  let count = 0;
  let after = '';
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await secretStore.tokensNotUnder(scope, { keyId, after, limit: PAGE });
    for (const portalId of page) {
      const key = accountKey(engine, portalId);
      const result = await resealTokens({ store: hubspot.tokens, encryption, key });
      if (result === 'sealed') count += 1;
      if (result === 'unreadable') engine.logger.log('error', 'no HSX_SECRET opens a token', { portalId });
      after = portalId;
    }
    if (page.length < PAGE) return { count, isOver: true };
  }
  return { count, isOver: false };
}

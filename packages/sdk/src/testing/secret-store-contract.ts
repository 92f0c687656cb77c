import type { InboxEvent, Inbox } from '../billing/ports/inbox.js';
import type { InstallTokenStore } from '../hubspot/ports.js';
import type { SecretStore } from '../worker/secrets/secret-store.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { STORE_NOW, STORE_SCOPE } from './store-wishes.js';

/** The stores that the suite needs together, on one database. */
export interface SecretStores {
  readonly secrets: SecretStore;
  readonly tokens: InstallTokenStore;
  readonly inbox: Inbox;
}

const KEY_ID = '0a1b2c3d';
const OTHER_KEY_ID = 'ffffffff';
const VALUE = { name: 'STRIPE_WEBHOOK_SECRET', fingerprint: '01234567' };

/** What every {@link SecretStore} promises; `makeStores` gives empty ones each time. */
export function secretStoreContract(makeStores: () => Promise<SecretStores>): readonly ContractCase[] {
  const withStores = (title: string, run: (stores: SecretStores) => Promise<void>): ContractCase => ({
    title,
    run: async () => run(await makeStores()),
  });
  return [
    withStores('keeps when a value was seen first, and used and probed last', keepsSigns),
    withStores(
      'counts the rows that are encrypted under a key, and finds the portals that are not',
      findsSealed,
    ),
  ];
}

async function keepsSigns({ secrets }: SecretStores): Promise<void> {
  const note = (kind: 'seen' | 'used' | 'probed', at: number) =>
    secrets.note(STORE_SCOPE, { ...VALUE, kind, at: STORE_NOW + at });
  expectEqual(await secrets.uses(STORE_SCOPE), [], 'before anything');
  await note('seen', 1);
  await note('used', 2);
  await note('seen', 3);
  await note('used', 4);
  const seen = { ...VALUE, firstSeenAt: STORE_NOW + 1, lastUsedAt: STORE_NOW + 4 };
  expectEqual(await secrets.uses(STORE_SCOPE), [{ ...seen, lastProbedAt: null }], 'after its use');
  await note('probed', 5);
  expectEqual(await secrets.uses(STORE_SCOPE), [{ ...seen, lastProbedAt: STORE_NOW + 5 }], 'after a drill');
  const other = { ...STORE_SCOPE, app: 'another' };
  expectEqual(await secrets.uses(other), [], 'of another app');
}

async function findsSealed({ secrets, tokens, inbox }: SecretStores): Promise<void> {
  for (const portalId of ['1', '2', '3']) {
    const keyId = portalId === '2' ? OTHER_KEY_ID : KEY_ID;
    const sealed = `v1.${keyId}.bm9uY2U.Ym9keQ`;
    const kept = { sealedRefreshToken: sealed, sealedAccessToken: sealed, scopes: [], userId: null };
    const key = { ...STORE_SCOPE, portalId };
    const saved = { ...kept, accessExpiresAt: STORE_NOW, issuedAt: STORE_NOW };
    await tokens.save({ key, expectedVersion: 0, tokens: saved });
    await inbox.receive(STORE_SCOPE, eventUnder(keyId, portalId));
  }
  await tokens.remove({ key: { ...STORE_SCOPE, portalId: '3' }, expectedVersion: 1 });
  expectEqual(await secrets.sealedUnder(STORE_SCOPE, KEY_ID), { tokens: 1, bodies: 2 }, 'under the key');
  expectEqual(
    await secrets.sealedUnder(STORE_SCOPE, OTHER_KEY_ID),
    { tokens: 1, bodies: 1 },
    'under the other',
  );
  const find = (keyId: string, after: string) =>
    secrets.tokensNotUnder(STORE_SCOPE, { keyId, after, limit: 10 });
  expectEqual(await find(KEY_ID, ''), ['2'], 'portals under another key');
  expectEqual(await find('00000000', '1'), ['2'], 'portals after the first');
}

function eventUnder(keyId: string, id: string): InboxEvent {
  return {
    eventId: `evt_${id}`,
    type: 'invoice.paid',
    portalId: null,
    customerId: null,
    receivedAt: STORE_NOW,
    sealedBody: `v1.${keyId}.bm9uY2U.Ym9keQ`,
    needsObservation: false,
    needsHandlers: false,
  };
}

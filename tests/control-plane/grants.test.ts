/** Who may call the control plane: each attack on a grant is refused and leaves nothing behind. */
import { signGrant, type AppKey } from '@hs-x/sdk/control-plane';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startControlPlaneWorld, type ControlPlaneWorld } from './control-plane-world.js';

const NOW = Date.UTC(2026, 10, 21, 9);
const BODY = JSON.stringify({ portalId: '11', customerId: 'cus_a' });

let world: ControlPlaneWorld;
beforeAll(async () => {
  world = await startControlPlaneWorld();
});
afterAll(() => world.close());

const grantOf = async (key: AppKey, operation = 'upsertMapping', now = NOW) =>
  signGrant({ origin: world.origin, operation, body: BODY }, key, now);

async function send(grant: string | null, operation = 'upsertMapping', body = BODY): Promise<string> {
  const response = await fetch(`${world.origin}/v1/billing/${operation}`, {
    method: 'POST',
    body,
    ...(grant === null ? {} : { headers: { authorization: `Bearer ${grant}` } }),
  });
  const envelope = (await response.json()) as { ok: boolean; error?: { code: string } };
  return envelope.ok ? 'done' : `${response.status} ${envelope.error?.code ?? ''}`;
}

const REFUSED = '400 SIGNATURE_INVALID';

describe('a call', () => {
  it('is refused without a grant, with a mangled one, and signed with another key', async () => {
    const key = await world.keyOf('crm-sync');
    const grant = await grantOf(key);
    const forged = { ...key, secret: (await world.keyOf('insights')).secret };
    const attempts = [null, '', 'x', grant.slice(0, -1), `${grant}x`, await grantOf(forged)];
    for (const attempt of attempts) expect(await send(attempt)).toBe(REFUSED);
  });

  it('is refused under another app’s or mode’s name than the key is for', async () => {
    const grant = await grantOf(await world.keyOf('crm-sync'));
    expect(await send(grant.replace('.crm-sync~', '.insights~'))).toBe(REFUSED);
    expect(await send(grant.replace('.live.', '.test.'))).toBe(REFUSED);
  });

  it('is refused of an app that is not listed, and with a key that was replaced', async () => {
    expect(await send(await grantOf(await world.keyOf('stranger')))).toBe(REFUSED);
    expect(await send(await grantOf(await world.keyOf('insights', 'live', 1)))).toBe(REFUSED);
  });

  it('is refused with a grant that has expired or is from the future', async () => {
    const key = await world.keyOf('crm-sync');
    for (const byMs of [-121_000, 600_000]) {
      expect(await send(await grantOf(key, 'upsertMapping', NOW + byMs))).toBe(REFUSED);
    }
  });

  it('is refused with another body, operation or address than was signed', async () => {
    const key = await world.keyOf('crm-sync');
    const body = JSON.stringify({ portalId: '11', customerId: 'cus_b' });
    expect(await send(await grantOf(key), 'upsertMapping', body)).toBe(REFUSED);
    expect(await send(await grantOf(key, 'entitlement'))).toBe(REFUSED);
    const elsewhere = { origin: 'https://other.example', operation: 'upsertMapping', body: BODY };
    expect(await send(await signGrant(elsewhere, key, NOW))).toBe(REFUSED);
  });

  it('that was refused has left nothing behind', async () => {
    const billing = await world.clientOf('crm-sync');
    expect((await billing.entitlement({ portalId: '11' })).portalId).toBeNull();
  });

  it('that writes works once, also when it comes twice at the same time', async () => {
    const key = await world.keyOf('crm-sync');
    const grant = await grantOf(key);
    const answers = await Promise.all([send(grant), send(grant), send(grant)]);
    expect(answers.toSorted()).toEqual([REFUSED, REFUSED, 'done']);
  });

  it('of an unknown operation is 404, and a body that is too large 413', async () => {
    const key = await world.keyOf('crm-sync');
    expect(await send(await grantOf(key, 'erase'), 'erase')).toBe('404 NOT_FOUND');
    expect(await send('x', 'upsertMapping', 'x'.repeat(20_000))).toBe('413 BODY_TOO_LARGE');
  });
});

it('an app that calls too often waits, and others do not', async () => {
  const limited = await startControlPlaneWorld({ rateLimit: { perSecond: 1, burst: 3 } });
  try {
    const [one, other] = [await limited.clientOf('crm-sync'), await limited.clientOf('insights')];
    const call = () =>
      one.entitlement({ portalId: '11' }).then(
        () => 'done',
        (error: unknown) => (error as { code: string }).code,
      );
    expect([await call(), await call(), await call(), await call()]).toEqual([
      'done',
      'done',
      'done',
      'RATE_LIMITED',
    ]);
    await expect(other.entitlement({ portalId: '11' })).resolves.toMatchObject({ portalId: null });
    limited.setClock(NOW + 1_000);
    expect(await call()).toBe('done');
  } finally {
    await limited.close();
  }
});

/** Who would like a plan without paying for it: forged, stolen, replayed and altered webhooks of partners. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { billing, defineWorker } from '@hs-x/sdk';
import { startWorld, type World } from '../support/start-world.js';
import { createPartner, secretOf, type Partner } from './partner.js';
import { everyRow } from '../support/stored-rows.js';

const ACME = secretOf('the secret of acme');
const GLOBEX = secretOf('the secret of globex');
const TEAM = { portalId: 51200417, plan: 'team', grantId: 'lic_1' };

let world: World;
let acme: Partner;
beforeAll(async () => {
  world = await startWorld({
    definition: defineWorker(({ worker }) => worker.use(billing())),
    environment: { HSX_PARTNER_SECRETS: `acme=${ACME};globex=${GLOBEX}` },
  });
  acme = createPartner(world, 'acme', ACME);
  await createPartner(world, 'globex', GLOBEX).tell({ data: TEAM }); // a grant there is something to do to
});
afterAll(() => world.close());

describe('an attack on a partner’s webhooks gets a 400 and changes nothing', () => {
  let before: unknown;
  beforeEach(() => {
    before = everyRow(world);
  });

  it.each([
    ['signed with a forged secret', { secret: secretOf('a forged secret') }],
    ['signed by another partner', { secret: GLOBEX }],
    ['sent to another partner’s address', { as: 'globex' }],
    ['sent as a partner nobody knows', { as: 'initech' }],
    ['replayed six minutes later', { signedAt: Date.now() - 360_000 }],
    ['dated six minutes ahead', { signedAt: Date.now() + 360_000 }],
    ['with a full stop in its id, which would move the border to its time', { id: 'msg.1' }],
  ])('%s', async (_, more) => {
    expect(await acme.tell({ data: TEAM }, more)).toMatchObject({
      status: 400,
      json: { ok: false, error: { code: 'SIGNATURE_INVALID' } },
    });
    expect(everyRow(world)).toEqual(before);
  });

  it('unsigned, or with a body that was changed on the way', async () => {
    const url = `${world.appUrl}/webhooks/partner/acme`;
    const id = 'msg_changed';
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
      'webhook-signature': 'v1,AAAA v1a,AAAA',
    };
    for (const init of [{}, { headers }]) {
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify(TEAM), ...init });
      expect(answer.status).toBe(400);
    }
    expect(everyRow(world)).toEqual(before);
  });
});

import type { ErrorCode } from '../kernel/error-code.js';
import { MINUTE_MS } from '../kernel/instant.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { expectCode } from './expect-code.js';
import {
  caseWith,
  type OpenHarness,
  type PaymentProviderHarness,
  type WebhookWish,
} from './payment-provider-harness.js';

const WALL_NOW = Date.UTC(2026, 10, 20, 9, 0, 0);
const GENUINE: WebhookWish = {
  about: 'subscription',
  eventId: 'evt_1',
  customerId: 'cus_1',
  mode: 'test',
  signedAt: WALL_NOW,
  secret: 'known',
};

/**
 * What every provider promises of webhooks: nothing but its own, fresh events of its mode gets past `verify`.
 */
export function webhookCases(open: OpenHarness): readonly ContractCase[] {
  const refuses = (what: string, wish: Partial<WebhookWish>, code: ErrorCode): ContractCase =>
    caseWith(open, `refuses a webhook ${what}`, async (harness) => {
      await expectCode(() => verified(harness, wish), code, 'verify');
    });
  return [
    caseWith(open, 'accepts a genuine webhook and says whose state to read again', async (harness) => {
      const { eventId, customerId, isAboutBilling } = harness.provider.decode(await verified(harness, {}));
      expectEqual({ eventId, customerId, isAboutBilling }, { ...WHOSE, isAboutBilling: true }, 'event');
    }),
    caseWith(
      open,
      'accepts an event of an unknown type as one that is not about billing',
      async (harness) => {
        const event = harness.provider.decode(await verified(harness, { about: 'somethingUnheardOf' }));
        expectEqual([event.eventId, event.isAboutBilling], ['evt_1', false], 'event');
      },
    ),
    refuses('signed with a foreign secret', { secret: 'foreign' }, 'SIGNATURE_INVALID'),
    refuses('signed ten minutes ago', { signedAt: WALL_NOW - 10 * MINUTE_MS }, 'SIGNATURE_INVALID'),
    refuses('signed ten minutes from now', { signedAt: WALL_NOW + 10 * MINUTE_MS }, 'SIGNATURE_INVALID'),
    refuses('of the other mode', { mode: 'live' }, 'MODE_MISMATCH'),
    caseWith(open, 'refuses a webhook whose body was changed', async (harness) => {
      const { headers, body } = await harness.webhook(GENUINE);
      const changed = new Uint8Array([...body, 0x20]);
      const verify = () => harness.provider.verify({ headers, body: changed }, WALL_NOW);
      await expectCode(verify, 'SIGNATURE_INVALID', 'verify');
    }),
    caseWith(open, 'refuses a webhook without a signature', async (harness) => {
      const { body } = await harness.webhook(GENUINE);
      const verify = () => harness.provider.verify({ headers: new Headers(), body }, WALL_NOW);
      await expectCode(verify, 'SIGNATURE_INVALID', 'verify');
    }),
    caseWith(open, 'refuses to decode what is no event', async (harness) => {
      for (const payload of [null, 7, 'event', [], {}, { id: 'evt_1' }]) {
        await expectCode(() => harness.provider.decode(payload), 'REQUEST_INVALID', JSON.stringify(payload));
      }
    }),
  ];
}

const WHOSE = { eventId: GENUINE.eventId, customerId: GENUINE.customerId };

async function verified(harness: PaymentProviderHarness, wish: Partial<WebhookWish>): Promise<unknown> {
  return await harness.provider.verify(await harness.webhook({ ...GENUINE, ...wish }), WALL_NOW);
}

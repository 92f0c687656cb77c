/** A card that fails at the first payment: each attempt is told with the date of the next, and a mail's link leads to the remedy. */
import { replaceCard } from './billing-acts.js';
import type { DemoStep, Facts } from './demo-step.js';
import { PORTALS, type DemoWorld } from './demo-world.js';
import { latestMail } from './mail-facts.js';
import { placeOf } from './person-acts.js';
import { access, GOOD_CARD, HOUR_MS, waitUntil } from './scenes.js';
import type { Life } from './life.js';

const { tidewater } = PORTALS;

/** What happens to the neighbour, step by step. */
export function failingCardSteps({
  plans,
  active,
  periodEndsAt,
}: Life): Readonly<Record<'fails' | 'failsAgain' | 'recovers' | 'renews', DemoStep>> {
  const pastDue: Facts = { plan: plans.paidPlan, status: 'past_due', gate: 'refused', isDateTrue: true };
  const portal = tidewater;
  return {
    fails: {
      title: 'the first payment fails; a mail says when the card is tried again',
      portal,
      run: async (world) => ({ ...isDateTrue(world), ...(await access(world, portal)) }),
      expect: { ...pastDue, mails: 'trial-check-in, trial-ending, trial-ended, payment-failed' },
    },
    failsAgain: {
      title: 'the second attempt fails on the promised day',
      portal,
      run: async (world) => {
        const seen = await waitUntil(world, portal, nextAttemptAt(world) + HOUR_MS);
        return { ...seen, ...isDateTrue(world) };
      },
      expect: { ...pastDue, mails: 'payment-failed' },
    },
    recovers: {
      title: "follows the mail's link, replaces the card and pays; access is back",
      portal,
      run: followMailAndPay,
      expect: { ...active, place: 'billing portal' },
    },
    renews: {
      title: 'the neighbour renews with the new card',
      portal,
      run: (world) => waitUntil(world, portal, periodEndsAt + 4 * HOUR_MS),
      expect: { ...active, paidInvoices: 2, cancels: null },
    },
  };
}

async function followMailAndPay(world: DemoWorld): Promise<Facts> {
  const link = latestMail(world.dev, tidewater, 'payment-failed').data.updatePaymentUrl;
  const page = await replaceCard(world, tidewater, { link: String(link), cardNumber: GOOD_CARD });
  await world.dev.tick();
  return { place: placeOf(world, page), ...(await access(world, tidewater)) };
}

/** The mail names the day on which Stripe really tries again. */
function isDateTrue(world: DemoWorld): Facts {
  const { retryAt } = latestMail(world.dev, tidewater, 'payment-failed').data;
  return { isDateTrue: retryAt === nextAttemptAt(world) };
}

function nextAttemptAt({ dev }: DemoWorld): number {
  const customer = dev.simulators.stripe.control
    .truth()
    .find(({ metadata }) => metadata.hsx_portal === String(tidewater.portalId));
  return customer?.subscriptions.at(-1)?.latestInvoice?.nextPaymentAttemptAt ?? 0;
}

/** The app whose billing is proved: three plans, resources, handlers of its own, and nothing to look at. */
import { billing, defineWorker, type WorkerDefinition } from '@hs-x/sdk';
import { loadAppConfig } from '@hs-x/sdk/config';
import type { Policy } from './oracle.js';

/** Plans in order of rank. */
export const PLANS: Policy['plans'] = [
  { name: 'free', priceId: null, syncs: 1 },
  { name: 'team', priceId: 'price_proof_team', syncs: 2 },
  { name: 'scale', priceId: 'price_proof_scale', syncs: -1 },
];

/** The file of the app, with the operator's choice of what a canceled portal may use, and how long one that has not paid. */
export function proofConfig({
  afterCancel,
  graceDays,
}: Pick<Policy, 'afterCancel' | 'graceDays'>): ReturnType<typeof loadAppConfig> {
  const plans = PLANS.map(
    ({ name, priceId, syncs }) =>
      `[billing.plan.${name}]\nstripe_price = "${priceId ?? ''}"\nfeatures = ["sync.${name}"]\nlimits = { syncs = ${syncs} }\n`,
  );
  const billingTable = `[billing]\nprovider = "stripe"\ntrial_days = 14\npast_due_grace_days = ${graceDays}\nafter_cancel = "${afterCancel}"\n`;
  return loadAppConfig(
    `[app]\nname = "Proof"\n\n[hubspot]\nscopes = ["oauth"]\n\n${billingTable}\n${plans.join('\n')}`,
  );
}

/** The app itself; `handled` counts which of Stripe's events its own handler has seen how often. */
export function proofWorker(handled: Map<string, number>): WorkerDefinition {
  return defineWorker(({ worker }) => {
    worker.use(billing());
    worker.trigger('stripe.webhook', (ctx) => {
      const { id } = ctx.event as { id: string };
      handled.set(id, (handled.get(id) ?? 0) + 1);
      return Promise.resolve();
    });
  });
}

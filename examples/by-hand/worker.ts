import { defineWorker, env } from '@hs-x/sdk';
import { hasFeature, readRow, requireFeature } from './lib/entitlement.js';
import { priceToPlan } from './lib/plans.js';
import { reconcileBilling } from './lib/reconcile.js';

const DAY_MS = 86_400_000;

export default defineWorker(({ worker }) => {
  worker.trigger('hubspot.app.installed', async (ctx) => {
    const { portalId, userEmail } = ctx.event;
    const known = await readRow(ctx.kv, portalId);
    if (known?.subscriptionId) return; // a reinstall: the subscription is still live

    const session = await ctx.http.post('https://api.stripe.com/v1/checkout/sessions', {
      headers: { Authorization: `Bearer ${env('STRIPE_SECRET')}` },
      form: {
        mode: 'subscription',
        'line_items[0][price]': env('STRIPE_PRICE_TEAM'),
        'line_items[0][quantity]': 1,
        customer_email: userEmail,
        client_reference_id: portalId,
        success_url: `${env('APP_URL')}/billing/done?portal=${portalId}`,
        cancel_url: `${env('APP_URL')}/billing/cancel?portal=${portalId}`,
        'subscription_data[trial_period_days]': 14,
      },
    });
    // Free until paid: whoever bounces out of Checkout is never in an undefined state.
    await ctx.kv.put(`entitlement:${portalId}`, {
      plan: 'free',
      status: 'trialing',
      adminEmail: userEmail,
      updatedAt: Date.now(),
    });
    return { redirect: session.body.url };
  });

  worker.trigger('stripe.webhook', async (ctx) => {
    const { event, kv } = ctx;
    if (await kv.get(`processed:${event.id}`)) return;

    if (event.type === 'checkout.session.completed') {
      const session = event.data.object;
      const portalId = session.client_reference_id;
      await kv.put(`entitlement:${portalId}`, {
        plan: 'team',
        status: 'trialing',
        stripeCustomerId: session.customer,
        subscriptionId: session.subscription,
        adminEmail: session.customer_details.email,
        trialEndsAt: Date.now() + 14 * DAY_MS,
        updatedAt: Date.now(),
      });
      await kv.put(`stripe:${session.customer}`, { portalId, adminEmail: session.customer_details.email });
    }

    if (event.type === 'customer.subscription.updated' || event.type === 'customer.subscription.deleted') {
      const subscription = event.data.object;
      const hasEnded = event.type.endsWith('deleted');
      const mapping = await kv.get(`stripe:${subscription.customer}`);
      if (!mapping) return;
      const row = await readRow(kv, mapping.portalId);
      await kv.put(`entitlement:${mapping.portalId}`, {
        ...row,
        plan: hasEnded ? 'free' : priceToPlan(subscription.items.data[0].price.id),
        status: hasEnded ? 'canceled' : subscription.status,
        stripeCustomerId: subscription.customer,
        subscriptionId: subscription.id,
        adminEmail: mapping.adminEmail,
        updatedAt: Date.now(),
      });
    }
    await kv.put(`processed:${event.id}`, true, { expiresInMs: 30 * DAY_MS });
  });

  worker.action('reconcileBilling', reconcileBilling);
  worker.trigger('cron.daily', reconcileBilling);

  worker.fn('insights', async (ctx) => {
    await requireFeature(ctx, 'card.edit');
    return { insights: [] };
  });

  worker.fn('summary', async (ctx) => {
    await requireFeature(ctx, 'card.read');
    return { count: 0 };
  });

  worker.action('enrichContact', async (ctx, input) => {
    await requireFeature(ctx, 'sync.bidirectional');
    return { domain: String(input.email).split('@')[1] ?? '' };
  });

  worker.tool('researchAccount', {
    async run(ctx, input) {
      await requireFeature(ctx, 'agent.tools');
      const years = (await hasFeature(ctx, 'agent.unlimited')) ? 10 : 1;
      return { summary: `Nothing new about ${String(input.company)}.`, years };
    },
  });

  worker.sync(
    { name: 'spreadsheet' },
    {
      into: 'contacts',
      schedule: '5m',
      schema: {},
      async beforeRun(ctx) {
        await requireFeature(ctx, 'sync.basic');
      },
    },
  );
});

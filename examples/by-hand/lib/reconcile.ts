/** Webhooks get lost: once a day every subscription is compared with the row, and only differences are written. */
import { env, type AppCtx } from '@hs-x/sdk';
import { priceToPlan } from './plans.js';

export async function reconcileBilling(ctx: AppCtx): Promise<void> {
  const rows = await ctx.kv.list({ prefix: 'entitlement:' });
  for (const { key, value } of rows) {
    if (!value.subscriptionId) continue;
    const sub = await ctx.http.get(`https://api.stripe.com/v1/subscriptions/${value.subscriptionId}`, {
      headers: { Authorization: `Bearer ${env('STRIPE_SECRET')}` },
    });
    if (sub.status !== 200) continue;
    const livePlan = priceToPlan(sub.body.items.data[0].price.id);
    if (sub.body.status === value.status && livePlan === value.plan) continue;
    await ctx.kv.put(key, { ...value, plan: livePlan, status: sub.body.status, updatedAt: Date.now() });
  }
}

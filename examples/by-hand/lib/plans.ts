import { env } from '@hs-x/sdk';

/** The plan a Stripe price belongs to; unknown prices give the free plan and nothing more. */
export function priceToPlan(price: string): 'free' | 'team' | 'scale' {
  if (price === env('STRIPE_PRICE_TEAM')) return 'team';
  if (price === env('STRIPE_PRICE_SCALE')) return 'scale';
  return 'free';
}

import type { AdminAnswer, AdminRequest } from '../../../contract/admin/admin-operations.js';
import { billingPageLink } from '../../billing-link.js';
import { LINK_LIFE_MS } from '../../portal-links.js';
import type { AppParts } from '../../app-parts.js';
import { invalid, loadKnown, readChoice, readPortalId, shown } from '../read-request.js';

/** A link for the portal's people. The provider's page is opened when they press the button, so that the link works for as long as it says. */
export async function link(parts: AppParts, request: AdminRequest<'link'>): Promise<AdminAnswer<'link'>> {
  const { engine } = parts;
  const portalId = readPortalId(request.portalId);
  const to = readChoice(request.to, { name: 'to', choices: ['billing', 'checkout'] as const });
  if (to === undefined) throw invalid('to is missing; it must be "billing" or "checkout".');
  await loadKnown(engine, portalId);
  const url = new URL(await billingPageLink(parts, portalId));
  if (request.to === 'checkout') {
    if (!engine.provider)
      throw invalid('to was "checkout"; this app sells nothing by itself, so it has no checkout.');
    url.pathname = '/billing/checkout';
    if (request.plan !== undefined) url.searchParams.set('plan', sellablePlan(parts, request.plan));
  }
  return { url: url.href, expiresAt: engine.clock.now() + LINK_LIFE_MS.billing };
}

function sellablePlan({ engine }: AppParts, name: string): string {
  const { plans } = engine.rules.plans;
  const plan = plans.find((each) => each.name === name);
  if (plan && plan.priceIds.length > 0) return plan.name;
  const sold = plans.filter(({ priceIds }) => priceIds.length > 0).map((each) => each.name);
  throw invalid(`plan was ${shown(name)}; it must be one that is sold: ${sold.join(', ')}.`);
}

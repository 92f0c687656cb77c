import type { Account } from '../../../billing/account.js';
import { ENTITLEMENT_STATUSES } from '../../../contract/entitlement.js';
import type { PortalQuery, PortalSummary } from '../../../contract/admin/portal-summary.js';
import type { Page } from '../../../contract/admin/page.js';
import type { PortalId } from '../../../kernel/ids.js';
import type { AppParts } from '../../app-parts.js';
import { pageOf } from '../list-order.js';
import { readChoice, readLimit } from '../read-request.js';
import { summarise } from '../summarise.js';

const SORTS = ['portal', 'plan', 'status', 'updated', 'trialEnds', 'renews'] as const;
const ORDERS = ['ascending', 'descending'] as const;
const SCAN_PAGE = 500;

/** One page of portals. */
export async function list({ engine }: AppParts, query: PortalQuery): Promise<Page<PortalSummary>> {
  const limit = readLimit(query.limit);
  const sort = readChoice(query.sort, { name: 'sort', choices: SORTS }) ?? 'portal';
  const order = readChoice(query.order, { name: 'order', choices: ORDERS }) ?? 'ascending';
  readChoice(query.status, { name: 'status', choices: ENTITLEMENT_STATUSES });
  const found: PortalSummary[] = [];
  let after: PortalId | null = null;
  for (;;) {
    const page: readonly Account[] = await engine.store.scan(engine.scope, { after, limit: SCAN_PAGE });
    for (const account of page) {
      after = account.key.portalId;
      const summary = summarise(account, engine.rules, engine.clock.now());
      if (matches(summary, query)) found.push(summary);
    }
    if (page.length < SCAN_PAGE) break;
  }
  return pageOf(found, { sort, isDescending: order === 'descending', limit, after: query.after });
}

function matches(portal: PortalSummary, { plan, status, source, hasAccess, search }: PortalQuery): boolean {
  return (
    (plan === undefined || portal.plan === plan) &&
    (status === undefined || portal.status === status) &&
    (source === undefined || portal.source === source) &&
    (hasAccess === undefined || portal.hasAccess === hasAccess) &&
    (search === undefined || holds(portal, search.trim().toLowerCase()))
  );
}

function holds({ portalId, customerId, subscriptionId, adminEmail }: PortalSummary, text: string): boolean {
  return [portalId, customerId, subscriptionId, adminEmail].some((part) =>
    part?.toLowerCase().includes(text),
  );
}

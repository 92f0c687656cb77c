import type { AlertEntry, AlertQuery } from '../../../contract/admin/alert-entry.js';
import type { Page } from '../../../contract/admin/page.js';
import type { AppParts } from '../../app-parts.js';
import { readChoice, readLimit, readPortalId } from '../read-request.js';

/** Alerts, newest first. */
export async function alerts({ engine }: AppParts, query: AlertQuery): Promise<Page<AlertEntry>> {
  const state = readChoice(query.state, { name: 'state', choices: ['open', 'all'] as const }) ?? 'open';
  if (query.portalId !== undefined) readPortalId(query.portalId);
  return engine.alerts.store.list(engine.scope, { ...query, state, limit: readLimit(query.limit) });
}

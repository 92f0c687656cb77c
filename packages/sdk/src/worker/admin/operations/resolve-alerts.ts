import type { AdminAnswer, AdminRequest } from '../../../contract/admin/admin-operations.js';
import type { AppParts } from '../../app-parts.js';
import { invalid, readLine } from '../read-request.js';

const MAX_KEYS = 500;

/** Marks alerts as dealt with. */
export async function resolveAlerts(
  { engine }: AppParts,
  request: AdminRequest<'resolveAlerts'>,
): Promise<AdminAnswer<'resolveAlerts'>> {
  const actor = readLine(request.actor, { name: 'actor', longest: 200 });
  if (!Array.isArray(request.keys) || request.keys.length === 0 || request.keys.length > MAX_KEYS) {
    throw invalid(`keys must be a list of 1 to ${MAX_KEYS} keys of alerts.`);
  }
  const keys = request.keys.map((key) => readLine(key, { name: 'keys', longest: 500 }));
  const at = engine.clock.now();
  return { resolved: await engine.alerts.store.resolve(engine.scope, { keys, actor, at }) };
}

import { accountKey } from '../../../billing/billing-engine.js';
import type { Grant } from '../../../billing/account.js';
import { transact } from '../../../billing/shell/transact.js';
import type { Change } from '../../../contract/admin/admin-operations.js';
import { GRANT_SOURCES, type GrantEntry, type GrantWish } from '../../../contract/admin/grant-entry.js';
import { HsxError } from '../../../kernel/hsx-error.js';
import type { AppParts } from '../../app-parts.js';
import { grantEntry } from '../grant-entry.js';
import { invalid, readActed, readChoice, readLine, readPortalId, shown } from '../read-request.js';

/** Gives access without a subscription. */
export async function grant(
  parts: AppParts,
  request: GrantWish,
): Promise<Change & { readonly grant: GrantEntry }> {
  const { engine } = parts;
  const key = accountKey(engine, readPortalId(request.portalId));
  const given = readGrant(parts, request);
  const { entitlement: before } = await engine.store.read(key);
  const account = await transact(engine, key, () => ({ kind: 'grantGiven', grant: given }));
  return {
    portalId: key.portalId,
    before,
    after: account.entitlement,
    grant: grantEntry(given, engine.clock.now()),
  };
}

function readGrant({ engine }: AppParts, request: GrantWish): Grant {
  refuseHandWired(engine.rules.isHandWired);
  const { actor, reason } = readActed(request);
  const source = readChoice(request.source, { name: 'source', choices: GRANT_SOURCES }) ?? 'invoice';
  const now = engine.clock.now();
  const until = request.until ?? null;
  if (engine.rules.plans.named(request.plan) === null) {
    const known = engine.rules.plans.plans.map(({ name }) => name).join(', ');
    throw invalid(`plan was ${shown(request.plan)}; it must be one of hs-x.toml: ${known}.`);
  }
  if (until !== null && !(Number.isSafeInteger(until) && until > now)) {
    throw invalid(`until was ${shown(until)}; it must be an instant to come, in unix ms.`);
  }
  if (source === 'reviewer' && until === null) {
    throw invalid('until is missing; a reviewer’s grant must end.');
  }
  const grantId =
    request.grantId === undefined
      ? `grant_${crypto.randomUUID()}`
      : readLine(request.grantId, { name: 'grantId', longest: 100 });
  return { grantId, source, plan: request.plan, givenAt: now, until, reason, actor };
}

/** Rows an app writes itself would hide the grant. */
export function refuseHandWired(isHandWired: boolean): void {
  if (!isHandWired) return;
  throw new HsxError({
    code: 'CONFLICT',
    message: 'This app writes its entitlement rows itself, so a grant would have no effect.',
    hint: 'Write the row with ctx.kv.put, or use billing() in the worker.',
  });
}

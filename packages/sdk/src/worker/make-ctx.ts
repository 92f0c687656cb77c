/** Builds the `ctx` of one request or one run. What is remembered in it, such as the row, lives as long as it and no longer. */
import type { Account } from '../billing/account.js';
import { accountKey } from '../billing/billing-engine.js';
import { createGate, GATE } from '../billing/gate.js';
import { USAGE, type UsageDesk } from '../billing/limits/usage-desk.js';
import { LimitExceeded, PaymentRequired, PlanUpgradeRequired } from '../billing/payment-errors.js';
import type { AccountReading } from '../billing/ports/billing-store.js';
import type { PortalId } from '../kernel/ids.js';
import { HOUR_MS } from '../kernel/instant.js';
import type { Logger } from '../kernel/logger.js';
import type { AppParts } from './app-parts.js';
import { billingSnapshot } from './billing-snapshot.js';
import { createCtxControlPlane } from './ctx-control-plane.js';
import { createCtxEmail } from './ctx-email.js';
import { createCtxHttp } from './ctx-http.js';
import { createCtxKv } from './ctx-kv.js';
import { SNAPSHOT, type AppCtx, type Ctx } from './ctx.js';
import { customerView } from './customer-view.js';
import { entitlementView } from './entitlement-view.js';
import { upgradeUrl } from './upgrade-url.js';
import { openUsageDesk } from './usage-desk.js';

/** What is the same in every `ctx` of an app, made once. */
type SharedCtx = Pick<AppCtx, 'config' | 'kv' | 'http' | 'controlPlane' | 'errors'>;

const shared = new WeakMap<AppParts, SharedCtx>();

function sharedCtx(parts: AppParts): SharedCtx {
  const known = shared.get(parts);
  if (known) return known;
  const { engine, config } = parts;
  const made = {
    config: { ...config, billing: { ...config.billing, upgrade_url: upgradeUrl(parts) } },
    kv: createCtxKv({
      scope: engine.scope,
      store: parts.kv,
      views: [entitlementView(engine), customerView(engine)],
      clock: engine.clock,
    }),
    http: createCtxHttp(parts.vendorOrigins),
    controlPlane: { billing: createCtxControlPlane(engine, parts.controlPlane) },
    errors: { PaymentRequired, PlanUpgradeRequired, LimitExceeded },
  };
  shared.set(parts, made);
  return made;
}

/** The `ctx` of a handler that works for no single portal. */
export function makeAppCtx(parts: AppParts, logger: Logger, portalId: PortalId | null = null): AppCtx {
  const { config, kv, http, controlPlane, errors } = sharedCtx(parts);
  return { config, kv, http, controlPlane, errors, email: createCtxEmail(parts.engine, portalId), logger };
}

/** The `ctx` of a handler that works for one portal, with its own gate. The one store read of the request is made here. */
export async function makeCtx(parts: AppParts, logger: Logger, portalId: PortalId): Promise<Ctx> {
  const reading = await parts.engine.store.read(accountKey(parts.engine, portalId));
  return ctxOf(parts, { logger, portalId, reading }, {});
}

/**
 * The `ctx` on what was read already, with more in it. The account behind the row is parsed when something of it is asked for, since most
 * handlers only ask the gate.
 */
export function ctxOf<More extends object>(parts: AppParts, asked: AskedFor, more: More): Ctx & More {
  const { engine } = parts;
  const { logger, portalId, reading } = asked;
  const gate = createGate({
    rules: engine.rules,
    clock: engine.clock,
    read: () => Promise.resolve(reading.entitlement),
    wantObservation: () => wakeAccount(parts, reading.account),
  });
  const appCtx = makeAppCtx(parts, logger.with({ portalId }), portalId);
  let desk: UsageDesk | undefined;
  const openDesk = () => (desk ??= openUsageDesk(parts, reading.account, appCtx));
  return {
    ...appCtx,
    portalId,
    adminEmail: reading.entitlement?.adminEmail ?? reading.account.adminEmail,
    [GATE]: gate,
    [USAGE]: openDesk,
    [SNAPSHOT]: () => billingSnapshot(parts, reading.account, openDesk()),
    ...more,
  };
}

/** Whom a `ctx` is for. */
export interface AskedFor {
  readonly logger: Logger;
  readonly portalId: PortalId;
  readonly reading: AccountReading;
}

/** Queues one observation; one that is queued for the coming hour stands, so that a provider that is down is not asked at every request. */
function wakeAccount({ engine, background }: AppParts, { key, dueAt }: Account): void {
  const now = engine.clock.now();
  if (dueAt !== null && dueAt <= now + HOUR_MS) return;
  background(() => engine.store.reschedule(key, now));
}

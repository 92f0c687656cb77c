/**
 * `ctx.controlPlane`: the billing calls, on the app's own store, or on the control plane it has a key to. The gate reads the app's own store alone;
 * so what the control plane has taken is written there, too, afterwards. What the own store would refuse is refused before; a call that fails in
 * between is repeated without harm.
 */
import { accountKey, type BillingEngine } from '../billing/billing-engine.js';
import { observe } from '../billing/shell/observe.js';
import type { ControlPlaneBilling, MappingObservation, NotedObservation } from '../contract/control-plane.js';
import { createMappingDesk, requireMappable } from '../control-plane/index.js';
import { HsxError } from '../kernel/hsx-error.js';

type Observe = (observation: MappingObservation) => Promise<NotedObservation>;

/** Makes the calls of an app; `remote` null: it has no control plane. With `billing()` rows are not told but observed at the provider. */
export function createCtxControlPlane(
  engine: BillingEngine,
  remote: ControlPlaneBilling | null,
): ControlPlaneBilling {
  const own = createMappingDesk(engine);
  const observeOwn = engine.rules.isHandWired ? noting(own) : observing(engine);
  return {
    async upsertMapping(wish) {
      if (remote) await requireMappable(engine, wish);
      const there = await remote?.upsertMapping(wish);
      const here = await own.upsertMapping(wish);
      if (engine.rules.isHandWired) return there ?? here;
      const { entitlement } = await observe(engine, accountKey(engine, here.portalId));
      return { ...here, entitlement: entitlement ?? here.entitlement };
    },
    entitlement: (wish) => (remote ?? own).entitlement(wish),
    async observe(observation) {
      const there = await remote?.observe(observation);
      const here = await observeOwn(observation);
      return there ?? here;
    },
  };
}

/** The row is what the author's code says. */
function noting(own: ControlPlaneBilling): Observe {
  return (observation) => own.observe(observation);
}

/** What was seen only says that something changed: the provider is asked. */
function observing(engine: BillingEngine): Observe {
  return async ({ customerId }): Promise<NotedObservation> => {
    const portalId = await engine.store.portalOf(engine.scope, customerId);
    if (portalId === null) {
      throw new HsxError({
        code: 'NOT_FOUND',
        message: 'The customer is mapped to no portal; nothing was observed.',
      });
    }
    const { entitlement } = await observe(engine, accountKey(engine, portalId));
    return { portalId, entitlement, isApplied: true };
  };
}

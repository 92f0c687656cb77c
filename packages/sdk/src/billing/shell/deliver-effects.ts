/** Tells the world what was committed. Each effect may be tried twice; its key travels along, so that it is seen once. */
import { HOUR_MS, SECOND_MS } from '../../kernel/instant.js';
import type { BillingEngine } from '../billing-engine.js';
import type { ClaimedEffect, EffectResult } from '../ports.js';

const BATCH = 50;
const LEASE_MS = 60 * SECOND_MS;
const FIRST_RETRY_MS = 5 * SECOND_MS;
const MAX_RETRY_MS = 6 * HOUR_MS;
const MAX_ATTEMPTS = 20;

/** Delivers every effect whose time has come; returns how many were taken. */
export async function deliverEffects(engine: BillingEngine): Promise<number> {
  let taken = 0;
  for (;;) {
    const now = engine.clock.now();
    const effects = await engine.outbox.claim(engine.scope, { now, limit: BATCH, leaseMs: LEASE_MS });
    for (const claimed of effects) {
      await engine.outbox.settle(engine.scope, claimed.effect.key, await deliver(engine, claimed));
    }
    taken += effects.length;
    if (effects.length < BATCH) return taken;
  }
}

async function deliver(engine: BillingEngine, claimed: ClaimedEffect): Promise<EffectResult> {
  if (claimed.effect.kind === 'sendEmail' && !engine.mailer) return waitForMailer(engine);
  try {
    await tell(engine, claimed);
    return { kind: 'delivered', at: engine.clock.now() };
  } catch (error) {
    engine.logger.log('warn', 'effect delivery failed', {
      effect: claimed.effect.kind,
      key: claimed.effect.key,
      error,
    });
    if (claimed.attempts + 1 >= MAX_ATTEMPTS) return { kind: 'dead', reason: 'failed too often' };
    const waitMs = Math.min(FIRST_RETRY_MS * 2 ** claimed.attempts, MAX_RETRY_MS);
    return { kind: 'failed', reason: 'delivery failed', retryAt: engine.clock.now() + waitMs };
  }
}

/** Mails of an app without a transport wait for one, however long. */
function waitForMailer(engine: BillingEngine): EffectResult {
  return { kind: 'failed', reason: 'no mail transport', retryAt: engine.clock.now() + MAX_RETRY_MS };
}

async function tell(engine: BillingEngine, { effect, portalId }: ClaimedEffect): Promise<void> {
  switch (effect.kind) {
    case 'raiseAlert':
      return engine.alerts.raise({ key: effect.key, alert: effect.alert, message: effect.message, portalId });
    case 'sendEmail': {
      if (!engine.mailer) throw new Error('no mail transport is configured');
      const { key, to, template, data } = effect;
      return engine.mailer.send({ key, to, template, data });
    }
    case 'adjustResources':
      if (portalId !== null) await engine.authorHooks?.adjustResources(portalId, effect);
      return;
    case 'runTrigger':
      return engine.authorHooks?.runTrigger(effect.trigger, effect.event);
  }
}

/** Tells the world what was committed. Each effect may be tried twice; its key travels along, so that it is seen once. */
import { HOUR_MS, SECOND_MS } from '../../kernel/instant.js';
import type { BillingEngine } from '../billing-engine.js';
import type { ClaimedEffect, EffectResult } from '../ports.js';
import { readMailFailure } from './mail-failure.js';
import { sendMail } from './send-mail.js';

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
    const { kind, key } = claimed.effect;
    engine.logger.log('warn', 'effect delivery failed', { effect: kind, key, error });
    return afterFailure(engine, claimed, error);
  }
}

/** Mails of an app without a transport wait for one, however long. */
function waitForMailer(engine: BillingEngine): EffectResult {
  return { kind: 'failed', reason: 'no mail transport', retryAt: engine.clock.now() + MAX_RETRY_MS };
}

/** Tries again later, at the pace a mail transport asks for; what will never succeed is given up, and a person hears of a lost mail. */
async function afterFailure(
  engine: BillingEngine,
  claimed: ClaimedEffect,
  error: unknown,
): Promise<EffectResult> {
  const isLast = claimed.attempts + 1 >= MAX_ATTEMPTS;
  const backoffMs = Math.min(FIRST_RETRY_MS * 2 ** claimed.attempts, MAX_RETRY_MS);
  if (claimed.effect.kind !== 'sendEmail') {
    return isLast ? { kind: 'dead', reason: 'failed too often' } : retryIn(engine, backoffMs);
  }
  const { isRetryable, waitMs, code } = readMailFailure(error);
  if (isRetryable && !isLast) return retryIn(engine, Math.max(backoffMs, waitMs ?? 0));
  const reason = isRetryable ? `failed too often, last with ${code}` : `refused with ${code}`;
  await reportLostMail(engine, claimed, reason);
  return { kind: 'dead', reason };
}

function retryIn(engine: BillingEngine, waitMs: number): EffectResult {
  return { kind: 'failed', reason: 'delivery failed', retryAt: engine.clock.now() + waitMs };
}

/** The alert goes through the outbox, so that it survives a crash here. */
async function reportLostMail(
  { outbox, scope, clock }: BillingEngine,
  { effect, portalId }: ClaimedEffect,
  reason: string,
): Promise<void> {
  if (effect.kind !== 'sendEmail') return;
  const portal = portalId === null ? '' : ` to portal ${portalId}`;
  const message = `The mail "${effect.template}"${portal} was given up: ${reason}. The log has the error; nobody was written to.`;
  const alert = { kind: 'raiseAlert', key: `mail-lost:${effect.key}`, alert: 'mail_lost', message } as const;
  await outbox.add(scope, { portalId, effect: alert, now: clock.now() });
}

async function tell(engine: BillingEngine, { effect, portalId }: ClaimedEffect): Promise<void> {
  switch (effect.kind) {
    case 'raiseAlert':
      return engine.alerts.raise({ key: effect.key, alert: effect.alert, message: effect.message, portalId });
    case 'sendEmail':
      if (!engine.mailer) throw new Error('no mail transport is configured');
      return sendMail(engine, { mailer: engine.mailer, portalId, effect });
    case 'adjustResources':
      if (portalId !== null) await engine.authorHooks?.adjustResources(portalId, effect);
      return;
    case 'runTrigger':
      return engine.authorHooks?.runTrigger(effect.trigger, effect.event);
  }
}

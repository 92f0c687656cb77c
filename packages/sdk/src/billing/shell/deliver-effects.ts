/** Tells the world what was committed. Each effect may be tried twice; its key travels along, so that it is seen once. */
import { HOUR_MS, SECOND_MS } from '../../kernel/instant.js';
import type { BillingEngine } from '../billing-engine.js';
import type { Effect } from '../decision.js';
import type { ClaimedEffect, EffectResult } from '../ports/outbox.js';
import { failureWord } from './failure-word.js';
import { lostEffectAlert } from './lost-effect-alert.js';
import { readMailFailure } from './mail-failure.js';
import { putOffForBilling } from './put-off-for-billing.js';
import { raiseAlert } from './raise-alert.js';
import { sendMail } from './send-mail.js';

const BATCH = 50;
const LEASE_MS = 60 * SECOND_MS;
const FIRST_RETRY_MS = 5 * SECOND_MS;
const MAX_RETRY_MS = 6 * HOUR_MS;
const MAX_ATTEMPTS = 20;

/** Delivers every effect whose time has come, and those that follow from delivering; returns how many were taken. */
export async function deliverEffects(engine: BillingEngine): Promise<number> {
  let taken = 0;
  for (;;) {
    const now = engine.clock.now();
    const effects = await engine.outbox.claim(engine.scope, { now, limit: BATCH, leaseMs: LEASE_MS });
    for (const claimed of effects) {
      if (engine.clock.now() > now + LEASE_MS / 2) break; // what is left comes again when the lease is over
      await engine.outbox.settle(engine.scope, claimed, await deliver(engine, claimed));
    }
    taken += effects.length;
    if (effects.length === 0) return taken;
  }
}

async function deliver(engine: BillingEngine, claimed: ClaimedEffect): Promise<EffectResult> {
  if (claimed.effect.kind === 'sendEmail' && !engine.mailer) return waitForMailer(engine);
  try {
    await tell(engine, claimed);
    return { kind: 'delivered', at: engine.clock.now() };
  } catch (error) {
    const { kind, key } = claimed.effect;
    const putOff = putOffForBilling(error, claimed, engine.clock.now());
    if (putOff) {
      engine.logger.log('info', 'effect put off', { effect: kind, key, ...putOff });
      return putOff;
    }
    engine.logger.log('warn', 'effect delivery failed', { effect: kind, key, error });
    return afterFailure(engine, claimed, error);
  }
}

/** Mails of an app without a transport wait for one, however long. */
function waitForMailer(engine: BillingEngine): EffectResult {
  return { kind: 'putOff', reason: 'no mail transport', retryAt: engine.clock.now() + MAX_RETRY_MS };
}

/** Tries again later, at the pace a mail transport asks for; what will never succeed is given up, and a person hears of it. */
async function afterFailure(
  engine: BillingEngine,
  claimed: ClaimedEffect,
  error: unknown,
): Promise<EffectResult> {
  const isLast = claimed.attempts + 1 >= MAX_ATTEMPTS;
  const backoffMs = Math.min(FIRST_RETRY_MS * 2 ** claimed.attempts, MAX_RETRY_MS);
  if (claimed.effect.kind !== 'sendEmail') {
    if (!isLast) return retryIn(engine, backoffMs);
    return giveUp(engine, claimed, `failed too often, last with ${failureWord(error)}`);
  }
  const { isRetryable, waitMs, code } = readMailFailure(error);
  if (isRetryable && !isLast) return retryIn(engine, Math.max(backoffMs, waitMs ?? 0));
  const reason = isRetryable ? `failed too often, last with ${code}` : `refused with ${code}`;
  return giveUp(engine, claimed, reason);
}

function retryIn(engine: BillingEngine, waitMs: number): EffectResult {
  return { kind: 'failed', reason: 'delivery failed', retryAt: engine.clock.now() + waitMs };
}

/** The alert goes through the outbox, so that it survives a crash here. */
async function giveUp(
  { outbox, scope, clock }: BillingEngine,
  claimed: ClaimedEffect,
  reason: string,
): Promise<EffectResult> {
  const effect = lostEffectAlert(claimed, reason);
  if (effect) await outbox.add(scope, { portalId: claimed.portalId, effect, now: clock.now() });
  return { kind: 'dead', reason };
}

async function tell(engine: BillingEngine, claimed: ClaimedEffect): Promise<void> {
  const { effect, portalId } = claimed;
  switch (effect.kind) {
    case 'raiseAlert':
      return raiseAlert(engine, claimed, effect);
    case 'resolveAlert':
      return resolveAlert(engine, claimed, effect.alertKey);
    case 'deliverAlert':
      return deliverAlert(engine, effect);
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

async function resolveAlert(
  { alerts, scope }: BillingEngine,
  { createdAt: at }: ClaimedEffect,
  alertKey: string,
): Promise<void> {
  await alerts.store.resolve(scope, { keys: [alertKey], actor: 'hs-x', at });
}

/** A sink that is configured no more has nothing to be told. */
async function deliverAlert(
  { alerts }: BillingEngine,
  { key: id, sink: name, notice }: Extract<Effect, { kind: 'deliverAlert' }>,
): Promise<void> {
  await alerts.sinks.find((sink) => sink.name === name)?.deliver({ id, ...notice });
}

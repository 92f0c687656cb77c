/**
 * A mail that did not arrive is an alert: somebody who should know of a failed payment does not. The alert says which mail it was; the address
 * and the carrier's words, which may quote it, are in its details, that no log line and no message to an operator carries. A delay ("soft
 * bounce") is none: the carrier goes on trying, and tells of a bounce when it gives up.
 */
import type { BillingEngine } from '../billing-engine.js';
import type { Effect } from '../decision.js';
import type { MailBounce } from '../ports/bounce-reader.js';
import type { KeptEffect } from '../ports/outbox.js';
import { ALERT_MAIL, ALERT_UNDELIVERED } from './raise-alert.js';

type RaiseAlert = Extract<Effect, { kind: 'raiseAlert' }>;

/** What became of a bounce. `foreign`: another product's mail, sent over the same carrier's account. */
export type BounceReceipt = 'raised' | 'foreign';

/** Raises the alert of a bounce, durably; told twice it counts once. Throws STORE_UNAVAILABLE (tell it again). */
export async function acceptBounce(
  engine: BillingEngine,
  bounce: MailBounce,
  /** The app's own sender, `[email] from`; null: unknown. */
  sender: string | null,
): Promise<BounceReceipt> {
  const { outbox, scope, clock } = engine;
  const mail = bounce.mailKey === undefined ? null : await outbox.find(scope, bounce.mailKey);
  if (!mail && isForeign(bounce, sender)) return 'foreign';
  const effect = alertOf(bounce, mail);
  await outbox.add(scope, { portalId: mail?.portalId ?? null, effect, now: clock.now() });
  return 'raised';
}

function isForeign({ from }: MailBounce, sender: string | null): boolean {
  return from !== undefined && sender !== null && from.toLowerCase() !== sender.toLowerCase();
}

function alertOf(bounce: MailBounce, mail: KeptEffect | null): RaiseAlert {
  const { kind, eventId, to, reason, messageId, mailKey, occurredAt } = bounce;
  const template = mail?.effect.kind === 'sendEmail' ? mail.effect.template : null;
  const isAlertMail = template === ALERT_MAIL;
  const portal = mail?.portalId == null ? '' : ` for portal ${mail.portalId}`;
  const named = template === null ? 'A mail' : `The mail "${template}"`;
  return {
    kind: 'raiseAlert',
    key: isAlertMail ? 'alert-undelivered:email' : `mail-${kind}:${mailKey ?? messageId ?? eventId}`,
    alert: isAlertMail ? ALERT_UNDELIVERED : `mail_${kind}`,
    message: `${named}${portal} ${WORDS[kind]} The address and the reason are in the details of this alert.`,
    details: { to, reason, ...(template === null ? {} : { template }), ...(messageId ? { messageId } : {}) },
    ...(occurredAt === undefined ? {} : { raisedAt: occurredAt }),
  };
}

const WORDS = {
  bounced: 'did not arrive. Find another way to reach its receiver, or correct the address.',
  complained: 'was reported as spam by its receiver; the carrier may hold further mails back.',
} as const;

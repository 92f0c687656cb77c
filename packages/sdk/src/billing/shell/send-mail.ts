import type { PortalId } from '../../kernel/ids.js';
import { accountKey, type BillingEngine } from '../billing-engine.js';
import type { Effect } from '../decision.js';
import { hasMailLink, mailDataOf } from '../mail-links.js';
import type { Mailer } from '../ports/mailer.js';

/** A mail and the mailer it goes out by. */
export interface MailToSend {
  readonly mailer: Mailer;
  readonly portalId: PortalId | null;
  readonly effect: Extract<Effect, { kind: 'sendEmail' }>;
}

/** Sends a mail with the link and the words its template needs. Throws what the mailer throws, and STORE_UNAVAILABLE. */
export async function sendMail(
  engine: BillingEngine,
  { mailer, portalId, effect }: MailToSend,
): Promise<void> {
  const { key, to, template, data } = effect;
  if (portalId === null || !hasMailLink(template)) return mailer.send({ key, to, template, data });
  const account = accountKey(engine, portalId);
  const [billingUrl, { entitlement: row }] = await Promise.all([
    engine.urls.billingUrl(account),
    engine.store.read(account),
  ]);
  const now = engine.clock.now();
  const told = mailDataOf({ template, data, portalId, row, billingUrl, now });
  return mailer.send({ key, to, template, data: told });
}

import type { BillingEngine } from '../billing-engine.js';

const ALERT_KEY = 'mails-wait';

/**
 * Looks once whether mails can leave. Those that cannot wait in the outbox and are not lost, but nobody reads them: a log line says so, and an
 * alert where hs-x.toml names a `sender` and so means to send. With a mailer, an alert of before is over. Throws STORE_UNAVAILABLE.
 */
export async function checkMailer(
  engine: Pick<BillingEngine, 'mailer' | 'logger' | 'outbox' | 'alerts' | 'scope' | 'clock'>,
  sender: string | null,
): Promise<void> {
  const { mailer, logger, outbox, alerts, scope, clock } = engine;
  const now = clock.now();
  if (mailer) {
    await alerts.store.resolve(scope, { keys: [ALERT_KEY], actor: 'hs-x', at: now });
    return;
  }
  const hint = sender === null ? `Set from under [email] in hs-x.toml. ${NEXT_STEP}` : NEXT_STEP;
  logger.log('warn', 'no mail is sent: mails wait in the outbox', { hint });
  if (sender === null) return;
  const message = `No mail is sent: hs-x.toml names a sender, but the app was started without a mailer. Mails wait in the outbox. ${hint}`;
  const effect = { kind: 'raiseAlert', key: ALERT_KEY, alert: 'mails_wait', message } as const;
  await outbox.add(scope, { portalId: null, effect, now });
}

const NEXT_STEP =
  'Set SMTP_URL or RESEND_API_KEY and start the app with a mailer, such as mailerFromEnvironment of @hs-x/email/node makes.';

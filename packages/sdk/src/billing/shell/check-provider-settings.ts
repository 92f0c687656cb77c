import type { BillingEngine } from '../billing-engine.js';

const ALERT_KEY = 'provider-settings';

/**
 * Looks once at the provider's own settings and reports what would surprise customers; an alert of before is over once nothing would. Never
 * throws: an app starts whatever it finds.
 */
export async function checkProviderSettings(
  engine: Pick<BillingEngine, 'provider' | 'logger' | 'outbox' | 'alerts' | 'scope' | 'clock'>,
): Promise<readonly string[]> {
  const { provider, logger, outbox, alerts, scope, clock } = engine;
  try {
    const problems = (await provider?.settingProblems?.()) ?? [];
    const now = clock.now();
    if (problems.length === 0) {
      await alerts.store.resolve(scope, { keys: [ALERT_KEY], actor: 'hs-x', at: now });
      return problems;
    }
    const message = problems.join(' ');
    logger.log('warn', 'the provider’s settings would surprise customers', { problems });
    await outbox.add(scope, {
      portalId: null,
      effect: {
        kind: 'raiseAlert',
        key: ALERT_KEY,
        alert: 'provider_settings',
        message,
      },
      now,
    });
    return problems;
  } catch (error) {
    logger.log('warn', 'the provider’s settings could not be checked', { error });
    return [];
  }
}

import { DAY_MS } from '../../kernel/instant.js';
import type { BillingEngine } from '../billing-engine.js';

/** Looks once at the provider's own settings and reports what would surprise customers. Never throws: an app starts whatever it finds. */
export async function checkProviderSettings(
  engine: Pick<BillingEngine, 'provider' | 'logger' | 'outbox' | 'scope' | 'clock'>,
): Promise<readonly string[]> {
  const { provider, logger, outbox, scope, clock } = engine;
  try {
    const problems = (await provider?.settingProblems?.()) ?? [];
    if (problems.length === 0) return problems;
    const now = clock.now();
    const message = problems.join(' ');
    logger.log('warn', 'the provider’s settings would surprise customers', { problems });
    await outbox.add(scope, {
      portalId: null,
      effect: {
        kind: 'raiseAlert',
        key: `provider-settings:${Math.floor(now / DAY_MS)}`,
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

import { checkMailer } from '../../billing/shell/check-mailer.js';
import { checkProviderSettings } from '../../billing/shell/check-provider-settings.js';
import { HOUR_MS } from '../../kernel/instant.js';
import type { CloudflareWorkerOptions } from './cloudflare-worker-options.js';
import type { IsolateApp } from './isolate-app.js';

/** A process looks around when it starts; isolates start all the time, so here it is one look in so much time. */
const INTERVAL_MS = 6 * HOUR_MS;

/**
 * Makes the function that is called every minute: four times a day, one isolate looks whether mails can leave and whether the provider is set up as
 * the app needs it.
 */
export function surroundingsCheck({
  config,
  vendors,
}: Pick<CloudflareWorkerOptions, 'config' | 'vendors'>): (app: IsolateApp) => Promise<void> {
  const { billing, email } = config;
  let lastSlot = -1;
  return async ({ engine, stores }) => {
    const { scope, clock } = engine;
    const now = clock.now();
    const slot = Math.floor(now / INTERVAL_MS);
    if (slot === lastSlot) return;
    lastSlot = slot;
    const key = `surroundings:${scope.app}:${scope.mode}:${slot}`;
    if (!(await stores.once.useOnce({ key, expiresAt: now + 2 * INTERVAL_MS, now }))) return;
    if (billing.provider !== 'none' || email.from !== null) await checkMailer(engine, email.from);
    if (!vendors) await checkProviderSettings(engine); // a simulated account is nobody's to mend
  };
}

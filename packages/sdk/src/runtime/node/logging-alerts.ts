import type { AlertSink } from '../../billing/ports.js';
import type { Logger } from '../../kernel/logger.js';

/** Alerts as log lines of level error: what every deployment has. */
export function loggingAlerts(logger: Logger): AlertSink {
  return {
    async raise({ key, alert, message, portalId }) {
      logger.log('error', message, { alert, alertKey: key, portalId });
      return Promise.resolve();
    },
  };
}

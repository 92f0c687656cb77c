import { logger } from '@hubspot/ui-extensions';
import type { CardError } from './card-error.js';

/** Tells the app's developer, in HubSpot's log, what the visitor sees as a code only. Payments and outages are no faults of the card. */
export function logFailure(error: CardError): void {
  if (error.kind !== 'failure') return;
  const cause = error.cause instanceof Error ? ` ${error.cause.name}: ${error.cause.message}` : '';
  logger.error(`HS-X card: ${error.code}. ${error.message}${cause}`);
}

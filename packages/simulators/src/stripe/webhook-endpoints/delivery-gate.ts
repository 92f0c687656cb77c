/**
 * The hand on the tap between Stripe and the app: events can be held back, lost or doubled, which real networks do and no
 * test can wait for.
 */

/** What is done to deliveries that have not left yet. */
export interface DeliveryGate {
  /** While true, nothing leaves; what piles up leaves on release, in order. */
  isHolding: boolean;
  /** How many of the next deliveries are lost: never sent, never retried. */
  dropNext: number;
  /** How many of the next deliveries are sent twice. */
  duplicateNext: number;
}

/** An open gate. */
export function createDeliveryGate(): DeliveryGate {
  return { isHolding: false, dropNext: 0, duplicateNext: 0 };
}

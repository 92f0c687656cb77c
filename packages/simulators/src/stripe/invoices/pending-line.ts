import type { EpochSeconds } from '../epoch.js';
import type { PriceObject } from '../prices/object.js';

/** A proration that waits for the next invoice. Amounts may be negative: credits for unused time. */
export interface PendingLine {
  readonly id: string;
  readonly amountMinor: number;
  readonly description: string;
  readonly price: PriceObject;
  readonly quantity: number;
  readonly subscriptionItemId: string;
  readonly period: { readonly start: EpochSeconds; readonly end: EpochSeconds };
  readonly isProration: boolean;
}

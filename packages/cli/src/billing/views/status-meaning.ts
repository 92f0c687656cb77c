import type { EntitlementStatus } from '@hs-x/sdk';
import type { Meaning } from '../../terminal/paint.js';

/** The colour of a row's status. */
export function statusMeaning(status: EntitlementStatus): Meaning {
  switch (status) {
    case 'active':
    case 'trialing':
      return 'good';
    case 'past_due':
    case 'paused':
      return 'warning';
    case 'canceled':
      return 'soft';
  }
}

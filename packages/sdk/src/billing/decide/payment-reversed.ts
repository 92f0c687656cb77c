/**
 * Money of a payment went back, or may: that is for a person to judge. It is noted and alerted, once each however often it is told, and access
 * stays as it is: a refund out of courtesy is no cancellation, and who loses a dispute cancels at the provider.
 */
import type { PortalId } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/instant.js';
import type { Account } from '../account.js';
import { unchanged, type Decision, type Effect } from '../decision.js';
import type { PaymentReversed } from '../input.js';
import type { PaymentReversal } from '../observation.js';

/** Reversals that are remembered; an older one is told again by nobody. */
const MOST_REMEMBERED = 50;

/** Notes the reversal, unless it is noted. */
export function paymentReversed(account: Account, { reversal }: PaymentReversed, now: Instant): Decision {
  if (isNoted(account, reversal)) return unchanged(account);
  const { portalId } = account.key;
  const noted = [...account.notedReversals, causeOf(reversal)].slice(-MOST_REMEMBERED);
  return {
    account: { ...account, notedReversals: noted },
    journal: [{ at: now, cause: 'paymentReversed', summary: `${sentence(reversal)} Access is unchanged.` }],
    effects: effectsOf(reversal, portalId),
  };
}

/** Whether the reversal is noted, or what came of it. */
export function isNoted({ notedReversals }: Account, reversal: PaymentReversal): boolean {
  return notedReversals.includes(causeOf(reversal)) || isOldNews(reversal, notedReversals);
}

/** What is noted, told and alerted once. */
function causeOf({ kind, reversalId }: PaymentReversal): string {
  return `${kind}:${reversalId}`;
}

/** A dispute that was decided meanwhile, and was read before it was. */
function isOldNews(reversal: PaymentReversal, noted: readonly string[]): boolean {
  const decisions = (['disputeWon', 'disputeLost'] as const).map((kind) => causeOf({ ...reversal, kind }));
  return reversal.kind === 'disputed' && decisions.some((cause) => noted.includes(cause));
}

function sentence({ kind, paymentId }: PaymentReversal): string {
  switch (kind) {
    case 'refunded':
      return `Payment ${paymentId} was refunded.`;
    case 'partlyRefunded':
      return `Payment ${paymentId} was refunded in part.`;
    case 'disputed':
      return `Payment ${paymentId} is disputed.`;
    case 'disputeWon':
      return `The dispute of payment ${paymentId} was closed in the app’s favour.`;
    case 'disputeLost':
      return `The dispute of payment ${paymentId} was lost.`;
  }
}

const CANCEL = 'Cancel the subscription at the provider if it should end.';

const ALERTS = {
  refunded: { alert: 'payment_refunded', advice: CANCEL },
  partlyRefunded: { alert: 'payment_refunded', advice: CANCEL },
  disputed: { alert: 'payment_disputed', advice: 'Answer the dispute at the provider before its date.' },
  disputeLost: { alert: 'dispute_lost', advice: CANCEL },
} as const;

function effectsOf(reversal: PaymentReversal, portalId: PortalId): readonly Effect[] {
  const { kind, reversalId, paymentId, amountMinor, currency } = reversal;
  const over: Effect = {
    kind: 'resolveAlert',
    key: `resolve:${causeOf(reversal)}`,
    alertKey: causeOf({ ...reversal, kind: 'disputed' }),
  };
  if (kind === 'disputeWon') return [over];
  const { alert, advice } = ALERTS[kind];
  const raise: Effect = {
    kind: 'raiseAlert',
    key: causeOf(reversal),
    alert,
    message: `Portal ${portalId}: ${sentence(reversal)} Access is unchanged. ${advice}`,
    details: { reversalId, paymentId, amountMinor: String(amountMinor), currency },
  };
  return kind === 'disputeLost' ? [over, raise] : [raise];
}

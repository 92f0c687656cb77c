/**
 * The judge of refunds and disputes, from the provider's truth alone: each must have been alerted once, at the portal whose payment it was. A
 * refund stays open for a person; a dispute's alert is over when the dispute is.
 */
import type { AlertEntry } from '@hs-x/sdk/billing';
import type { StripeSide } from './at-stripe.js';

/** A refund or a dispute as it stands now. */
export type ReversalFact =
  | { readonly kind: 'refund'; readonly id: string }
  | { readonly kind: 'dispute'; readonly id: string; readonly status: 'lost' | 'needs_response' | 'won' };

/** What may be asked of a history: whether events can be lost for good, and whether the provider was ever away. */
export interface ReversalDemands {
  readonly losesEvents: boolean;
  readonly hadOutage: boolean;
}

const CODES: readonly string[] = ['payment_refunded', 'payment_disputed', 'dispute_lost'];

/** Everything that happened to the payments of a portal, whoever of its customers made them. */
export function reversalsOf(
  { stripe }: Pick<StripeSide, 'stripe'>,
  portalId: string,
): readonly ReversalFact[] {
  const { charges, refunds, disputes } = stripe.world.state;
  const customers = new Set(
    stripe
      .truth()
      .filter(({ metadata }) => metadata.hsx_portal === portalId)
      .map(({ id }) => id),
  );
  const isOfPortal = (chargeId: string) => customers.has(charges.get(chargeId)?.customer ?? '');
  const totals = new Map<string, number>();
  return [
    ...[...refunds.values()]
      .filter(({ charge }) => isOfPortal(charge))
      .map(({ charge, amount }): ReversalFact => {
        const total = (totals.get(charge) ?? 0) + amount;
        totals.set(charge, total);
        return { kind: 'refund', id: `${charge}:${total}` };
      }),
    ...[...disputes.values()]
      .filter(({ charge }) => isOfPortal(charge))
      .map(({ id, status }): ReversalFact => ({ kind: 'dispute', id, status })),
  ];
}

/** What is wrong with a portal's alerts of refunds and disputes, in words. */
export function compareReversals(
  alerts: readonly AlertEntry[],
  facts: readonly ReversalFact[],
  demands: ReversalDemands,
): readonly string[] {
  const told = alerts.filter(({ code }) => CODES.includes(code));
  const rules = facts.flatMap((fact) => rulesOf(fact, demands));
  return [
    ...rules.flatMap(({ name, isOpen, isDemanded }) => {
      const found = told.filter((alert) => nameOf(alert) === name);
      if (found.length === 0) return isDemanded ? [`alert "${name}" was never raised`] : [];
      return found.flatMap((alert) => [
        ...(alert.times === 1 ? [] : [`alert "${name}" was raised ${alert.times} times`]),
        ...((alert.resolvedAt === null) === isOpen
          ? []
          : [`alert "${name}" is ${isOpen ? 'closed' : 'open'}`]),
      ]);
    }),
    ...told
      .map(nameOf)
      .filter((name) => !rules.some((rule) => rule.name === name))
      .map((name) => `alert "${name}" had no cause`),
  ];
}

interface Rule {
  readonly name: string;
  readonly isOpen: boolean;
  readonly isDemanded: boolean;
}

/** A dispute names no customer, so that a provider long away leaves its event as a dead letter, which is alerted instead. */
function rulesOf(fact: ReversalFact, { losesEvents, hadOutage }: ReversalDemands): readonly Rule[] {
  if (fact.kind === 'refund') {
    return [{ name: `payment_refunded ${fact.id}`, isOpen: true, isDemanded: !losesEvents }];
  }
  const isOpen = fact.status === 'needs_response';
  const isDemanded = !losesEvents && !hadOutage;
  return [
    { name: `payment_disputed ${fact.id}`, isOpen, isDemanded: isDemanded && isOpen },
    ...(fact.status === 'lost' ? [{ name: `dispute_lost ${fact.id}`, isOpen: true, isDemanded }] : []),
  ];
}

function nameOf({ code, details }: AlertEntry): string {
  return `${code} ${details.reversalId ?? ''}`;
}

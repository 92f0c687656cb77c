import type { DriftCause, UnexplainedCause } from './compare-listed.js';

/** What became of every subscription looked at, so that none is left out of the sum. */
export interface Coverage {
  /** Subscriptions the provider listed. */
  readonly listed: number;
  /** Live subscriptions of ours that it did not list. */
  readonly unlisted: number;
  /** Agreed, or turned out to agree when the customer was observed. */
  readonly matched: number;
  /** Differed, and agree now. */
  readonly healed: number;
  /** Of customers that belong to no portal and to no HS-X app of this name: other products on the same provider account. */
  readonly foreign: number;
  /** A person must look; each one raised an alert. */
  readonly unexplained: number;
  /** Healed and unexplained ones by cause. */
  readonly causes: Readonly<Partial<Record<DriftCause | UnexplainedCause, number>>>;
}

/** What became of one subscription. */
export type Outcome =
  | { readonly kind: 'matched' | 'foreign' }
  | { readonly kind: 'healed'; readonly cause: DriftCause }
  | { readonly kind: 'unexplained'; readonly cause: UnexplainedCause };

/** Before anything was looked at. */
export const NO_COVERAGE: Coverage = {
  listed: 0,
  unlisted: 0,
  matched: 0,
  healed: 0,
  foreign: 0,
  unexplained: 0,
  causes: {},
};

/** The sum with one more subscription in it. */
export function withOutcome(coverage: Coverage, from: 'listed' | 'unlisted', outcome: Outcome): Coverage {
  const causes =
    'cause' in outcome
      ? { ...coverage.causes, [outcome.cause]: (coverage.causes[outcome.cause] ?? 0) + 1 }
      : coverage.causes;
  return {
    ...coverage,
    [from]: coverage[from] + 1,
    [outcome.kind]: coverage[outcome.kind] + 1,
    causes,
  };
}

/** Whether everything looked at is accounted for. */
export function addsUp({ listed, unlisted, matched, healed, foreign, unexplained }: Coverage): boolean {
  return listed + unlisted === matched + healed + foreign + unexplained;
}

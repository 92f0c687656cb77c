import type { CardCtx } from './card-ctx.js';
import { useCardRuntime } from './card-runtime.js';

/** What a component inside a card works with. */
export interface CardHandle {
  readonly ctx: CardCtx;
  /** Runs the card again, for example after a change that its card function has to see. */
  readonly rerun: () => void;
  /**
   * Shows the right screen for something caught in an event handler: the upgrade prompt for a missing payment, a calm
   * retry for an outage, a short error for the rest.
   */
  readonly showError: (thrown: unknown) => void;
}

/** `ctx` and what else the components of a card need; within a card only. */
export function useCard(): CardHandle {
  const { ctx, rerun, showError } = useCardRuntime('useCard()');
  return { ctx, rerun, showError };
}

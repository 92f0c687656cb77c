/** What every component of one card shares: `ctx`, the watch over the snapshot, the visitor's formats, how to start over. */
import { createContext, useContext } from 'react';
import type { Format } from '../format/create-format.js';
import type { BillingWatch } from '../watch/billing-watch.js';
import type { CardCtx } from './card-ctx.js';

/** One card at run time. */
export interface CardRuntime {
  readonly ctx: CardCtx;
  readonly watch: BillingWatch;
  readonly format: Format;
  /** Whether the card itself shows the banner of a failed payment. */
  readonly showsPaymentBanner: boolean;
  /** Runs the card again. */
  readonly rerun: () => void;
  /** Shows the screen for an error instead of the card. */
  readonly showError: (thrown: unknown) => void;
}

/** Filled by CardFrame. */
export const CardRuntimeContext = createContext<CardRuntime | null>(null);

/** The card's runtime; outside a card it throws and says what to do. */
export function useCardRuntime(usedBy: string): CardRuntime {
  const runtime = useContext(CardRuntimeContext);
  if (runtime) return runtime;
  throw new Error(`${usedBy} was used outside a card of HS-X: render it within hsxCard(…) or <CardFrame>.`);
}

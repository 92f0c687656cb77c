import type { ReactElement } from 'react';
import type { CardError } from '../call/card-error.js';
import { FailureState } from './failure-state.js';
import { OutageState } from './outage-state.js';
import { PaymentFallback } from './payment-fallback.js';

/** An error and what may be done about it. */
export interface CardErrorViewProps {
  readonly error: CardError;
  /** Whether the card tries again without being told. */
  readonly willRetry: boolean;
  readonly onRetry: () => Promise<void>;
}

/** The right screen for an error: upgrade prompt, calm retry, or a short error with its code. */
export function CardErrorView({ error, willRetry, onRetry }: CardErrorViewProps): ReactElement {
  switch (error.kind) {
    case 'payment':
      return <PaymentFallback error={error} />;
    case 'outage':
      return <OutageState code={error.code} willRetry={willRetry} onRetry={onRetry} />;
    case 'failure':
      return <FailureState code={error.code} onRetry={onRetry} />;
  }
}

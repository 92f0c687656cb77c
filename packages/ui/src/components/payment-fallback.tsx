import type { ReactElement } from 'react';
import type { CardError } from '../call/card-error.js';
import { useCardRuntime } from '../context/card-runtime.js';
import { useWatchState } from '../context/use-watch-state.js';
import { LivePrompt } from './live-prompt.js';

/** What a card shows when the app answers `PAYMENT_REQUIRED`, `PLAN_UPGRADE_REQUIRED` or `LIMIT_EXCEEDED`: an upgrade prompt, never an error. */
export function PaymentFallback({ error }: { readonly error: CardError }): ReactElement {
  const runtime = useCardRuntime('PaymentFallback');
  const { snapshot } = useWatchState(runtime.watch);
  const refusal = error.payment;
  const refusedStatus = error.code === 'PAYMENT_REQUIRED' ? (refusal?.status ?? null) : null;
  return (
    <LivePrompt
      runtime={runtime}
      refusedStatus={refusedStatus}
      limit={refusal?.limit ?? null}
      upgradeUrl={refusal?.upgradeUrl ?? snapshot?.links.upgradeUrl ?? ''}
      {...(refusal?.feature ? { feature: refusal.feature } : {})}
    />
  );
}

/** Draws a card whose portal is ready: what its function gave, or the screen for what went wrong. */
import { Flex } from '@hubspot/ui-extensions';
import { useEffect, useMemo, type ReactElement, type ReactNode } from 'react';
import { CardErrorView } from '../components/card-error-view.js';
import { LoadingState } from '../components/loading-state.js';
import { PaymentFailedBanner } from '../components/payment-failed-banner.js';
import type { CardCtx } from '../context/card-ctx.js';
import { CardRuntimeContext, useCardRuntime } from '../context/card-runtime.js';
import { useWatchState } from '../context/use-watch-state.js';
import { entitlementKey } from '../watch/entitlement-key.js';
import { retryDelayMs } from '../watch/retry-delay.js';
import { ErrorBoundary } from './error-boundary.js';
import { useCardRun, type CardContent, type CardRunner } from './use-card-run.js';

/** Either a card function or children. */
export interface CardBodyProps {
  readonly card: (ctx: CardCtx) => CardContent | Promise<CardContent>;
  /** Drawn in place of what the function gives, when there are any. */
  readonly children?: ReactNode;
}

/** Runs the card, and again whenever what the portal may do has changed. */
export function CardBody({ card, children }: CardBodyProps): ReactElement {
  const outer = useCardRuntime('CardBody');
  const { snapshot } = useWatchState(outer.watch);
  const runner = useCardRun(() => card(outer.ctx), snapshot ? entitlementKey(snapshot) : '');
  const { start, fail } = runner;
  const runtime = useMemo(
    () => ({ ...outer, rerun: () => void start(), showError: fail }),
    [outer, start, fail],
  );
  const hasBanner = outer.showsPaymentBanner && snapshot?.hasAccess === true;
  return (
    <CardRuntimeContext.Provider value={runtime}>
      <Flex direction="column" gap="md">
        {hasBanner ? <PaymentFailedBanner /> : null}
        <Outcome runner={runner}>{children}</Outcome>
      </Flex>
    </CardRuntimeContext.Provider>
  );
}

function Outcome({ runner, children }: { runner: CardRunner; children: ReactNode }): ReactElement {
  const { run, start, fail } = runner;
  switch (run.kind) {
    case 'pending':
      return <LoadingState label="Loading" />;
    case 'shown':
      return (
        <ErrorBoundary attempt={run.run} onError={fail}>
          {children ?? run.content}
        </ErrorBoundary>
      );
    case 'failed':
      return <Failed {...run} start={start} />;
  }
}

type FailedProps = Extract<CardRunner['run'], { kind: 'failed' }> & Pick<CardRunner, 'start'>;

function Failed({ error, failures, start }: FailedProps): ReactElement {
  const willRetry = error.kind === 'outage' && retryDelayMs(failures) !== null;
  useEffect(() => {
    const delayMs = error.kind === 'outage' ? retryDelayMs(failures) : null;
    if (delayMs === null) return;
    const timer = setTimeout(() => void start(), delayMs);
    return () => clearTimeout(timer);
  }, [error, failures, start]);
  return <CardErrorView error={error} willRetry={willRetry} onRetry={start} />;
}

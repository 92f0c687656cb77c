import { Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { ReactElement, ReactNode } from 'react';
import { useCardRuntime } from '../context/card-runtime.js';
import { useHasWaited } from '../context/use-has-waited.js';
import { useWatchState } from '../context/use-watch-state.js';
import { CardErrorView } from './card-error-view.js';
import { LoadingState } from './loading-state.js';
import { RefreshButton } from './refresh-button.js';

const SLOW_AFTER_MS = 10_000;

/**
 * Shows its children once the portal's row exists. Until then it says what is happening: right after an installation
 * the row may be missing for a moment, and neither the panel nor an upgrade prompt would be true.
 */
export function SetupPending({ children }: { readonly children: ReactNode }): ReactElement {
  const { watch } = useCardRuntime('SetupPending');
  const { snapshot, error, willAskAgain } = useWatchState(watch);
  const refresh = () => watch.refresh();
  if (snapshot?.isReady) return <>{children}</>;
  if (snapshot) return <SettingUp willAskAgain={willAskAgain} onRefresh={refresh} />;
  if (error) return <CardErrorView error={error} willRetry={willAskAgain} onRetry={refresh} />;
  return <LoadingState label="Loading" />;
}

function SettingUp(props: { willAskAgain: boolean; onRefresh: () => Promise<void> }): ReactElement {
  const isSlow = useHasWaited(SLOW_AFTER_MS);
  return (
    <Flex direction="column" align="center" gap="sm">
      <LoadingSpinner label="Setting up your account…" showLabel layout="centered" />
      {isSlow ? (
        <>
          <Text>
            {props.willAskAgain
              ? 'This is taking longer than usual. The card opens by itself as soon as the account is ready.'
              : 'The account is still not ready. Please check again later, or ask the support of this app.'}
          </Text>
          <RefreshButton label="Check now" onRefresh={props.onRefresh} />
        </>
      ) : null}
    </Flex>
  );
}

import { EmptyState, Text } from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';
import { RefreshButton } from './refresh-button.js';

/** What is known of a failure. */
export interface FailureStateProps {
  /** The error's code, for whoever is asked for help. */
  readonly code: string;
  readonly onRetry: () => Promise<void>;
}

/** Says shortly that this card could not be shown, with the code to quote and another try. */
export function FailureState({ code, onRetry }: FailureStateProps): ReactElement {
  return (
    <EmptyState title="This card could not be shown" layout="vertical" imageName="cone" imageWidth={120}>
      <Text>If it happens again, tell the support of this app the code below.</Text>
      <Text variant="microcopy">Code: {code}</Text>
      <RefreshButton label="Try again" onRefresh={onRetry} />
    </EmptyState>
  );
}

import { ErrorState, Text } from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';
import { RefreshButton } from './refresh-button.js';

/** What is known of an outage. */
export interface OutageStateProps {
  /** The error's code, for whoever is asked for help. */
  readonly code: string;
  /** Whether the card tries again without being told. */
  readonly willRetry: boolean;
  readonly onRetry: () => Promise<void>;
}

/** Says that the app cannot be reached for now, without a word about payment, and offers another try. */
export function OutageState({ code, willRetry, onRetry }: OutageStateProps): ReactElement {
  return (
    <ErrorState type="support" title="Temporarily unavailable">
      <Text>
        {willRetry
          ? 'The app cannot be reached at the moment. This card tries again by itself.'
          : 'The app cannot be reached at the moment. Please try again later.'}
      </Text>
      <Text variant="microcopy">Code: {code}</Text>
      <RefreshButton label="Try again" onRefresh={onRetry} />
    </ErrorState>
  );
}

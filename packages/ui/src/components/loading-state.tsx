import { Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';
import { useHasWaited } from '../context/use-has-waited.js';

const SLOW_AFTER_MS = 5_000;

/** What is loading; after five seconds it adds that this takes longer than usual. */
export function LoadingState({ label }: { readonly label: string }): ReactElement {
  const isSlow = useHasWaited(SLOW_AFTER_MS);
  return (
    <Flex direction="column" align="center" gap="xs">
      <LoadingSpinner label={label} showLabel layout="centered" />
      {isSlow ? <Text variant="microcopy">This is taking longer than usual.</Text> : null}
    </Flex>
  );
}

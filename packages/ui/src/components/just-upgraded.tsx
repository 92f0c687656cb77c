import { Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';

/** The line for whoever has just paid while the news is still on its way. */
export function JustUpgraded(): ReactElement {
  return (
    <Flex direction="row" align="center" justify="center" gap="xs">
      <LoadingSpinner label="Checking your plan" size="xs" />
      <Text format={{ fontWeight: 'demibold' }}>Just upgraded? Refresh in a moment</Text>
    </Flex>
  );
}

import { EmptyState, Flex, Text } from '@hubspot/ui-extensions';
import type { ReactElement, ReactNode } from 'react';
import { ExternalButton } from './external-button.js';
import { JustUpgraded } from './just-upgraded.js';
import { RefreshButton } from './refresh-button.js';

/** The words, the link and the state of a prompt. */
export interface PromptPanelProps {
  readonly title: string;
  readonly action: string;
  readonly url: string;
  /** The sentence under the heading: a text, or components of HubSpot. */
  readonly children: ReactNode;
  /** Whether to say "Just upgraded? Refresh in a moment". */
  readonly isJustUpgraded?: boolean;
  /** Shows a button to look again. */
  readonly onRefresh?: (() => Promise<void>) | null;
  readonly onFollow?: () => void;
}

/** How a locked feature looks: HubSpot's empty state with a lock, narrow enough for a sidebar. */
export function PromptPanel(props: PromptPanelProps): ReactElement {
  const { title, action, url, children, isJustUpgraded = false, onRefresh = null, onFollow } = props;
  return (
    <EmptyState title={title} layout="vertical" imageName="lock" imageWidth={120}>
      <Flex direction="column" align="center" gap="sm">
        {typeof children === 'string' ? <Text>{children}</Text> : children}
        {isJustUpgraded ? <JustUpgraded /> : null}
        <Flex direction="row" justify="center" gap="sm" wrap="wrap">
          {url === '' ? null : (
            <ExternalButton variant="primary" url={url} label={action} {...(onFollow && { onFollow })} />
          )}
          {onRefresh ? <RefreshButton label="Refresh" onRefresh={onRefresh} /> : null}
        </Flex>
      </Flex>
    </EmptyState>
  );
}

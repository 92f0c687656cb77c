import { Button } from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';

/** A button's looks, address and words. */
export interface ExternalButtonProps {
  readonly url: string;
  readonly label: string;
  readonly variant?: 'primary' | 'secondary' | 'transparent';
  readonly onFollow?: () => void;
}

/** A button that opens a billing page in a new tab: checkout pages refuse to be shown within HubSpot's. */
export function ExternalButton({ url, label, variant, onFollow }: ExternalButtonProps): ReactElement {
  return (
    <Button
      variant={variant ?? 'secondary'}
      href={{ url, external: true }}
      onClick={() => {
        onFollow?.();
      }}
    >
      {label}
    </Button>
  );
}

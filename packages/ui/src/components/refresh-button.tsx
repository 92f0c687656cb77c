import { LoadingButton } from '@hubspot/ui-extensions';
import { useState, type ReactElement } from 'react';
import { useIsMounted } from '../context/use-is-mounted.js';

/** Words and work of a {@link RefreshButton}. */
export interface RefreshButtonProps {
  readonly label: string;
  /** Resolves when there is an answer, whatever it says. */
  readonly onRefresh: () => Promise<void>;
}

/** A button that asks again and shows that it is asking. */
export function RefreshButton({ label, onRefresh }: RefreshButtonProps): ReactElement {
  const [isAsking, setIsAsking] = useState(false);
  const isMounted = useIsMounted();
  const ask = async () => {
    setIsAsking(true);
    await onRefresh();
    if (isMounted()) setIsAsking(false);
  };
  return (
    <LoadingButton variant="secondary" loading={isAsking} resultIconName="refresh" onClick={() => void ask()}>
      {label}
    </LoadingButton>
  );
}

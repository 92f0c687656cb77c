import type { ReactElement, ReactNode } from 'react';
import type { FeatureName, PlanName } from '../card-types.js';
import { useBilling } from '../context/use-billing.js';
import { SetupPending } from './setup-pending.js';
import { UpgradePrompt } from './upgrade-prompt.js';

/** What is locked behind which feature. */
export interface FeatureGateProps {
  readonly feature: FeatureName;
  /** The panel; rendered only while the feature is open. */
  readonly children: ReactNode;
  /** The plan to advertise. Default: the lowest one with the feature. */
  readonly to?: PlanName;
  /** Shown instead of the usual upgrade prompt. */
  readonly fallback?: ReactNode;
}

/**
 * Shows its children while the portal has a feature, otherwise an upgrade prompt, and changes over by itself. It only
 * chooses what to draw: what the panel calls must ask `requireFeature` on the server as well.
 */
export function FeatureGate(props: FeatureGateProps): ReactElement {
  return (
    <SetupPending>
      <OpenOrPrompt {...props} />
    </SetupPending>
  );
}

function OpenOrPrompt({ feature, children, to, fallback }: FeatureGateProps): ReactElement {
  const { hasFeature, snapshot } = useBilling();
  if (hasFeature(feature)) return <>{children}</>;
  if (fallback !== undefined) return <>{fallback}</>;
  const upgradeUrl = snapshot?.links.upgradeUrl ?? '';
  return <UpgradePrompt feature={feature} upgradeUrl={upgradeUrl} {...(to === undefined ? {} : { to })} />;
}

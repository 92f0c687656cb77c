import { useEffect, type ReactElement } from 'react';
import type { CardRuntime } from '../context/card-runtime.js';
import { useIsBefore } from '../context/use-is-before.js';
import { useWatchState } from '../context/use-watch-state.js';
import { readableName } from '../format/readable-name.js';
import type { BillingSnapshot, BillingStatus, LimitUsage } from '../wire/billing-snapshot.js';
import { PromptPanel } from './prompt-panel.js';
import { lowestPlanWith, promptWords } from './prompt-words.js';
import type { UpgradePromptProps } from './upgrade-prompt-props.js';

/** A prompt within a card. */
export interface LivePromptProps extends UpgradePromptProps {
  readonly runtime: CardRuntime;
  /** The state for which the app refused everything; null when it only wants a higher plan. */
  readonly refusedStatus: BillingStatus | null;
  /** The limit that is used up, when that is why. */
  readonly limit: LimitUsage | null;
}

/** An upgrade prompt that follows the portal's billing and lets the card run again when it changes. */
export function LivePrompt(props: LivePromptProps): ReactElement {
  const { runtime, upgradeUrl, refusedStatus, limit } = props;
  const { watch, format } = runtime;
  const { snapshot, isExpectingChange } = useWatchState(watch);
  useEffect(() => watch.showPrompt(), [watch]);

  const words = promptWords({
    snapshot,
    refusedStatus,
    limit,
    format,
    planTitle: planTitle(props, snapshot),
  });
  const manageUrl = snapshot?.links.manageUrl ?? upgradeUrl;
  const isJustUpgraded = useIsBefore(snapshot?.justUpgradedUntil ?? null, watch.now());
  const refresh = async () => {
    await watch.refresh();
    runtime.rerun();
  };
  return (
    <PromptPanel
      title={words.isUrgent ? words.title : (props.title ?? words.title)}
      action={words.action}
      url={words.page === 'manage' ? manageUrl : upgradeUrl}
      isJustUpgraded={isJustUpgraded}
      onRefresh={isJustUpgraded || isExpectingChange ? refresh : null}
      onFollow={() => watch.expectChange()}
    >
      {words.isUrgent ? words.text : (props.children ?? words.text)}
    </PromptPanel>
  );
}

function planTitle({ to, feature }: LivePromptProps, snapshot: BillingSnapshot | null): string | null {
  if (to !== undefined) return snapshot?.plans.find(({ name }) => name === to)?.title ?? readableName(to);
  return snapshot ? (lowestPlanWith(snapshot, feature ?? null)?.title ?? null) : null;
}

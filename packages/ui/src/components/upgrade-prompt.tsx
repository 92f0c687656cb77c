import { useContext, type ReactElement } from 'react';
import { CardRuntimeContext } from '../context/card-runtime.js';
import { readableName } from '../format/readable-name.js';
import { LivePrompt } from './live-prompt.js';
import { PromptPanel } from './prompt-panel.js';
import { upgradeWords } from './prompt-words.js';
import type { UpgradePromptProps } from './upgrade-prompt-props.js';

/**
 * Shows what is locked and a button to the plans. Inside a card it follows the portal's billing: it says "Just
 * upgraded? Refresh in a moment" for the minute after an upgrade, and the card runs again as soon as the plan changes,
 * so that the panel appears without a reload. A failed payment or an ended subscription is named as such.
 */
export function UpgradePrompt(props: UpgradePromptProps): ReactElement {
  const runtime = useContext(CardRuntimeContext);
  if (runtime) return <LivePrompt {...props} runtime={runtime} refusedStatus={null} limit={null} />;
  const planTitle = props.to === undefined ? null : readableName(props.to);
  const words = upgradeWords(planTitle, null);
  return (
    <PromptPanel title={props.title ?? words.title} action={words.action} url={props.upgradeUrl}>
      {props.children ?? words.text}
    </PromptPanel>
  );
}

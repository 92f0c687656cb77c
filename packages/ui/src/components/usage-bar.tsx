import { Flex, ProgressBar, Text } from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';
import type { LimitName } from '../card-types.js';
import { useCardRuntime } from '../context/card-runtime.js';
import { useBilling } from '../context/use-billing.js';
import type { Format } from '../format/create-format.js';
import { readableName } from '../format/readable-name.js';
import type { LimitUsage } from '../wire/billing-snapshot.js';
import { usageLevel, type UsageLevel } from './usage-level.js';

/** Which limit, under which heading. */
export interface UsageBarProps {
  /** A limit of the plan in force; nothing is shown for one it does not have. */
  readonly limit: LimitName;
  /** The heading. Default: the limit's name as words, "Records per month". */
  readonly title?: string;
}

/** How much of a limit is used, coloured from 80 % and again from 100 %, and when counting starts again. */
export function UsageBar({ limit, title = readableName(limit) }: UsageBarProps): ReactElement | null {
  const { format } = useCardRuntime('UsageBar');
  const { snapshot } = useBilling();
  const usage = snapshot?.usage.find((entry) => entry.limit === limit);
  if (!usage) return null;
  const level = usageLevel(usage);
  const amount = amountText(usage, level, format);
  const note = noteText(usage, level, format);
  return (
    <Flex direction="column" gap="flush">
      {level === 'normal' || level === 'nearly_full' || level === 'full' ? (
        <ProgressBar
          title={title}
          value={Math.min(usage.used ?? 0, usage.allowed)}
          maxValue={usage.allowed}
          valueDescription={amount}
          variant={VARIANTS[level]}
          aria-label={`${title}: ${amount}`}
        />
      ) : (
        <Text>{`${title}: ${amount}`}</Text>
      )}
      {note === '' ? null : <Text variant="microcopy">{note}</Text>}
    </Flex>
  );
}

const VARIANTS = { normal: 'success', nearly_full: 'warning', full: 'danger' } as const;

function amountText({ used, allowed }: LimitUsage, level: UsageLevel, { count }: Format): string {
  switch (level) {
    case 'unlimited':
      return used === null ? 'unlimited' : `${count(used)} used, unlimited`;
    case 'excluded':
      return 'not part of your plan';
    case 'uncounted':
      return `not counted yet, ${count(allowed)} allowed`;
    case 'normal':
    case 'nearly_full':
    case 'full':
      return `${count(used ?? 0)} of ${count(allowed)} used`;
  }
}

function noteText({ resetsAt }: LimitUsage, level: UsageLevel, { date }: Format): string {
  const state = level === 'full' ? 'Used up.' : level === 'nearly_full' ? 'Nearly used up.' : '';
  const counts = level !== 'unlimited' && level !== 'excluded';
  const reset = counts && resetsAt !== null ? `Counting starts again on ${date(resetsAt)}.` : '';
  return [state, reset].filter((part) => part !== '').join(' ');
}

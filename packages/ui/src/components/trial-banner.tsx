import { Alert, Flex, Text } from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';
import { useCardRuntime } from '../context/card-runtime.js';
import { useBilling } from '../context/use-billing.js';
import { countPhrase } from '../format/count-phrase.js';
import { ExternalButton } from './external-button.js';

const DAY_MS = 86_400_000;
/** The same three days before which the reminder is mailed. */
const SOON_DAYS = 3;

/** Says how many days of a trial are left, counted by the server's time; nothing without a running trial that ends. */
export function TrialBanner(): ReactElement | null {
  const { format } = useCardRuntime('TrialBanner');
  const { snapshot, now, expectChange } = useBilling();
  if (snapshot?.status !== 'trialing' || snapshot.trialEndsAt === null || now === null) return null;
  const leftMs = snapshot.trialEndsAt - now;
  if (leftMs <= 0) return null;
  const days = Math.floor(leftMs / DAY_MS);
  const left =
    days === 0
      ? 'Less than a day left in your trial'
      : `${countPhrase(days, format.count(days), { one: 'day', other: 'days' })} left in your trial`;
  const plan = snapshot.plan ? ` of the ${snapshot.plan.title} plan` : '';
  return (
    <Alert variant={days < SOON_DAYS ? 'warning' : 'info'} title={left}>
      <Flex direction="column" align="start" gap="sm">
        <Text>{`Your trial${plan} ends on ${format.dateTime(snapshot.trialEndsAt)}.`}</Text>
        <ExternalButton
          url={snapshot.links.manageUrl ?? snapshot.links.upgradeUrl}
          label="See plan and billing"
          onFollow={expectChange}
        />
      </Flex>
    </Alert>
  );
}

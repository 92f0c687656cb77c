import { Alert, Flex, Text } from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';
import { useBilling } from '../context/use-billing.js';
import { useCardRuntime } from '../context/card-runtime.js';
import type { Format } from '../format/create-format.js';
import type { BillingSnapshot } from '../wire/billing-snapshot.js';
import { ExternalButton } from './external-button.js';

/**
 * Says that a payment failed, until when everything still works, and leads to the card with one click; nothing in any
 * other state. A card shows it by itself while the portal still has access.
 */
export function PaymentFailedBanner(): ReactElement | null {
  const { format } = useCardRuntime('PaymentFailedBanner');
  const { snapshot, now, expectChange } = useBilling();
  if (snapshot?.status !== 'past_due') return null;
  const { manageUrl, upgradeUrl } = snapshot.links;
  return (
    <Alert variant="warning" title="Your payment failed">
      <Flex direction="column" align="start" gap="sm">
        <Text>{whatHappens(snapshot, now ?? snapshot.now, format)}</Text>
        <ExternalButton url={manageUrl ?? upgradeUrl} label="Update card" onFollow={expectChange} />
      </Flex>
    </Alert>
  );
}

function whatHappens(snapshot: BillingSnapshot, now: number, format: Format): string {
  const { hasAccess, graceEndsAt, plan } = snapshot;
  const what = plan ? `The ${plan.title} plan` : 'Your plan';
  if (!hasAccess) return `${what} is on hold until the payment goes through. Update your card to continue.`;
  if (graceEndsAt === null || graceEndsAt <= now) {
    return `${what} keeps working for now. Update your card to keep it.`;
  }
  return `${what} keeps working until ${format.date(graceEndsAt)}. Update your card to keep it.`;
}

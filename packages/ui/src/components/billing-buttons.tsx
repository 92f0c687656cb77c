import { Flex } from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';
import type { BillingSnapshot } from '../wire/billing-snapshot.js';
import { ExternalButton } from './external-button.js';

/** The snapshot, and what to do when a button is followed. */
export interface BillingButtonsProps {
  readonly snapshot: BillingSnapshot;
  readonly onFollow: () => void;
}

/** The ways to the billing pages, as many as make sense in the portal's state; each opens in a new tab. */
export function BillingButtons({ snapshot, onFollow }: BillingButtonsProps): ReactElement {
  return (
    <Flex direction="row" gap="sm" wrap="wrap">
      {billingLinks(snapshot).map(({ label, url, variant }) => (
        <ExternalButton key={label} label={label} url={url} variant={variant} onFollow={onFollow} />
      ))}
    </Flex>
  );
}

interface BillingLink {
  readonly label: string;
  readonly url: string;
  readonly variant: 'primary' | 'secondary' | 'transparent';
}

function billingLinks(snapshot: BillingSnapshot): readonly BillingLink[] {
  const { links, status, plan, cancelAt } = snapshot;
  const isPaying = status !== 'canceled' && status !== null && plan?.isFree !== true;
  const change = isPaying ? 'Change plan' : 'Choose a plan';
  const choose: BillingLink = { label: change, url: links.upgradeUrl, variant: 'primary' };
  const { manageUrl } = links;
  if (manageUrl === null) return [choose];
  const invoices: BillingLink = { label: 'Invoices', url: manageUrl, variant: 'secondary' };
  if (!isPaying) return [choose, invoices];
  const card: BillingLink = { label: 'Update card', url: manageUrl, variant: 'secondary' };
  const ending = cancelAt === null ? 'Cancel subscription' : 'Keep subscription';
  return [choose, card, invoices, { label: ending, url: manageUrl, variant: 'transparent' }];
}

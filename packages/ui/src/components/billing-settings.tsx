import {
  DescriptionList,
  DescriptionListItem,
  Divider,
  Flex,
  Heading,
  StatusTag,
  Text,
} from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';
import { useCardRuntime } from '../context/card-runtime.js';
import { useBilling, type Billing } from '../context/use-billing.js';
import type { Format } from '../format/create-format.js';
import type { BillingSnapshot } from '../wire/billing-snapshot.js';
import { BillingButtons } from './billing-buttons.js';
import { paidByText } from './paid-by-text.js';
import { PaymentFailedBanner } from './payment-failed-banner.js';
import { SetupPending } from './setup-pending.js';
import { statusWords } from './status-words.js';
import { TrialBanner } from './trial-banner.js';
import { UsageBar } from './usage-bar.js';

/**
 * A whole billing page for a settings tab: plan and state, dates, usage, and buttons that open the pages to change the
 * plan, update the card, find invoices and cancel, each in a new tab.
 */
export function BillingSettings(): ReactElement {
  return (
    <SetupPending>
      <Settings />
    </SetupPending>
  );
}

function Settings(): ReactElement | null {
  const { format, showsPaymentBanner } = useCardRuntime('BillingSettings');
  const billing = useBilling();
  const { snapshot } = billing;
  if (!snapshot) return null;
  const isBannerAbove = showsPaymentBanner && snapshot.hasAccess;
  return (
    <Flex direction="column" gap="md">
      <Heading>Plan and billing</Heading>
      {isBannerAbove ? null : <PaymentFailedBanner />}
      <TrialBanner />
      <Facts snapshot={snapshot} billing={billing} format={format} />
      <Usage snapshot={snapshot} />
      <BillingButtons snapshot={snapshot} onFollow={billing.expectChange} />
    </Flex>
  );
}

function Facts(props: { snapshot: BillingSnapshot; billing: Billing; format: Format }): ReactElement {
  const { snapshot, billing, format } = props;
  const { words, variant } = statusWords(snapshot, billing.now ?? snapshot.now);
  const paidBy = paidByText(snapshot.source);
  return (
    <DescriptionList direction="row">
      <DescriptionListItem label="Plan">
        <Text>{snapshot.plan?.title ?? 'Not confirmed'}</Text>
      </DescriptionListItem>
      <DescriptionListItem label="Status">
        <StatusTag variant={variant}>{words ?? 'Active'}</StatusTag>
      </DescriptionListItem>
      {snapshot.cancelAt === null ? null : (
        <DescriptionListItem label="Ends on">
          <Text>{format.date(snapshot.cancelAt)}</Text>
        </DescriptionListItem>
      )}
      {paidBy === null ? null : (
        <DescriptionListItem label="Paid by">
          <Text>{paidBy}</Text>
        </DescriptionListItem>
      )}
    </DescriptionList>
  );
}

function Usage({ snapshot }: { readonly snapshot: BillingSnapshot }): ReactElement | null {
  if (snapshot.usage.length === 0) return null;
  return (
    <Flex direction="column" gap="sm">
      <Divider />
      <Text format={{ fontWeight: 'demibold' }}>Usage</Text>
      {snapshot.usage.map(({ limit }) => (
        <UsageBar key={limit} limit={limit} />
      ))}
    </Flex>
  );
}

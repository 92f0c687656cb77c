import { hubspot } from '@hubspot/ui-extensions';
import { BillingSettings, CardFrame } from '@hs-x/ui';

// A settings tab has no record: CardFrame takes HubSpot's context as it is.
hubspot.extend<'settings'>(({ context }) => (
  <CardFrame context={context}>
    <BillingSettings />
  </CardFrame>
));

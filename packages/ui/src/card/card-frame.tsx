/**
 * The frame around a card: it finds out what the portal has paid for, waits until there is an answer, then draws the
 * card, and whatever goes wrong within becomes an upgrade prompt, a calm retry or a short error.
 */
import { useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { loadSnapshot } from '../call/load-snapshot.js';
import { SetupPending } from '../components/setup-pending.js';
import { createCardCtx, type CardCtx } from '../context/card-ctx.js';
import { CardRuntimeContext, type CardRuntime } from '../context/card-runtime.js';
import { createFormat } from '../format/create-format.js';
import { BillingWatch } from '../watch/billing-watch.js';
import { appOrigin } from './app-origin.js';
import { CardBody } from './card-body.js';
import type { CardContent } from './use-card-run.js';

/** What of HubSpot's context the frame needs; every location has it. */
export interface CardContext {
  readonly portal: { readonly id: number; readonly timezone?: string };
  readonly user: { readonly locale?: string };
  readonly crm?: { readonly objectId?: number; readonly objectTypeId?: string };
}

/** The app to ask and how to frame the card. */
export interface CardOptions {
  /**
   * The app's origin, `https://app.example.com`; it must be listed under `permittedUrls.fetch` of the HubSpot app.
   * Default: the address that `hs-x build` or `hs-x dev` bundled the card for; in a card bundled otherwise it must be given.
   */
  readonly appUrl?: string;
  /** Whether the card shows {@link PaymentFailedBanner} above itself while a failed payment still keeps access. Default true. */
  readonly paymentBanner?: boolean;
}

/** Options, HubSpot's context, and the card: a function, or children. */
export interface CardFrameProps extends CardOptions {
  readonly context: CardContext;
  /** Gives what to draw; may be asynchronous, and then must not use hooks: those belong in the components it returns. */
  readonly card?: (ctx: CardCtx) => CardContent | Promise<CardContent>;
  /** Drawn in place of what `card` gives. */
  readonly children?: ReactNode;
}

/** A card that knows what the portal has paid for. Another record or portal starts it afresh. */
export function CardFrame(props: CardFrameProps): ReactElement {
  const { portal, crm } = props.context;
  const appUrl = appOrigin(props.appUrl);
  const key = [appUrl, portal.id, crm?.objectTypeId, crm?.objectId].join(' ');
  return <MountedFrame key={key} {...props} appUrl={appUrl} />;
}

function MountedFrame(props: CardFrameProps & { readonly appUrl: string }): ReactElement {
  const { appUrl: origin, paymentBanner = true, context, card, children } = props;
  const [watch] = useState(() => new BillingWatch(() => loadSnapshot(origin)));
  useEffect(() => watch.start(), [watch]);
  const { locale } = context.user;
  const { timezone: timeZone } = context.portal;
  const runtime = useMemo<CardRuntime>(
    () => ({
      ctx: createCardCtx(origin, watch),
      watch,
      format: createFormat({ locale, timeZone }),
      showsPaymentBanner: paymentBanner,
      rerun: () => void watch.refresh(),
      showError: () => void watch.refresh(),
    }),
    [origin, watch, locale, timeZone, paymentBanner],
  );
  return (
    <CardRuntimeContext.Provider value={runtime}>
      <SetupPending>
        <CardBody card={card ?? drawNothing}>{children}</CardBody>
      </SetupPending>
    </CardRuntimeContext.Provider>
  );
}

function drawNothing(): null {
  return null;
}

import type {
  ExtensionPointApi,
  ExtensionPointApiActions,
  ExtensionPointApiContext,
  ExtensionPointLocation,
} from '@hubspot/ui-extensions';
import type { ReactElement } from 'react';
import type { CardCtx } from '../context/card-ctx.js';
import { appOrigin } from './app-origin.js';
import { CardFrame, type CardOptions } from './card-frame.js';
import type { CardContent } from './use-card-run.js';

/** What a card function is given. */
export interface CardInput<Location extends ExtensionPointLocation> {
  readonly ctx: CardCtx;
  /** HubSpot's context: portal, user, record. */
  readonly context: ExtensionPointApiContext<Location>;
  /** HubSpot's actions, such as `addAlert`. */
  readonly actions: ExtensionPointApiActions<Location>;
}

/**
 * A card for `hubspot.extend`, from a function that may ask the server before it decides what to draw:
 *
 * ```tsx
 * hubspot.extend<'crm.record.tab'>(
 *   hsxCard(
 *     async ({ ctx }) => {
 *       const canEdit = await ctx.fn('hasFeature', { feature: 'card.edit' });
 *       return canEdit ? <EditableInsights /> : <UpgradePrompt to="team" upgradeUrl={ctx.config.billing.upgrade_url} />;
 *     },
 *   ),
 * );
 * ```
 *
 * The function runs again when what the portal may do has changed. It must not use hooks; the components it returns may.
 */
export function hsxCard<Location extends ExtensionPointLocation>(
  card: (input: CardInput<Location>) => CardContent | Promise<CardContent>,
  options: CardOptions = {},
): (api: ExtensionPointApi<Location>) => ReactElement {
  const appUrl = appOrigin(options.appUrl);
  return ({ context, actions }) => (
    <CardFrame
      {...options}
      appUrl={appUrl}
      context={context}
      card={(ctx) => card({ ctx, context, actions })}
    />
  );
}

import { hubspot } from '@hubspot/ui-extensions';
import { hsxCard, UpgradePrompt } from '@hs-x/ui';
import { EditableInsights } from './editable-insights.js';

hubspot.extend<'crm.record.tab'>(
  hsxCard(async ({ ctx }) => {
    const canEdit = await ctx.fn('hasFeature', { feature: 'card.edit' });
    return canEdit ? (
      <EditableInsights />
    ) : (
      <UpgradePrompt to="team" upgradeUrl={ctx.config.billing.upgrade_url} />
    );
  }),
);

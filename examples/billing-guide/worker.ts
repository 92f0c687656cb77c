import { billing, defineWorker, requireFeature } from '@hs-x/sdk';
import { enrich, readInsights, research, saveInsight } from './lib/insights.js';
import { connectSheet, deleteEverything, readSheets } from './lib/sheets.js';
import { spreadsheetContacts } from './lib/spreadsheet-contacts.js';

export default defineWorker(({ worker }) => {
  // Checkout after install, webhooks, the portal-to-customer mapping, trials, the row: all of it.
  worker.use(billing());

  // The card on a contact record: editing is for paying portals, everybody else sees the upgrade prompt.
  worker.fn('editableInsights', async (ctx) => {
    await requireFeature(ctx, 'card.edit');
    return readInsights(ctx.kv, ctx.portalId);
  });

  worker.fn('saveInsight', async (ctx, input) => {
    await requireFeature(ctx, 'card.edit');
    return saveInsight(ctx.kv, ctx.portalId, input);
  });

  worker.fn('insights', async (ctx) => {
    await requireFeature(ctx, 'card.read');
    return readInsights(ctx.kv, ctx.portalId);
  });

  worker.fn('connectSheet', async (ctx, input) => {
    await requireFeature(ctx, 'sync.bidirectional');
    return connectSheet(ctx.kv, ctx.portalId, input);
  });

  // hs-x-free: which sheets run and which a downgrade paused is no secret from whoever connected them
  worker.fn('sheets', (ctx) => readSheets(ctx.kv, ctx.portalId));

  // 30 days after the end: until then a return finds everything as it was.
  worker.trigger('billing.retention_ended', (ctx) => deleteEverything(ctx.kv, ctx.portalId));

  worker.action('enrichContact', async (ctx, input) => {
    await requireFeature(ctx, 'sync.bidirectional');
    return enrich(input);
  });

  worker.tool('researchAccount', {
    description: 'Answers what has changed at a company lately, by its name. Use it before writing to one.',
    inputFields: { company: { type: 'string', label: 'Company name', isRequired: true } },
    outputFields: { summary: { type: 'string', label: 'Summary' } },
    async run(ctx, input) {
      await requireFeature(ctx, 'agent.tools');
      return research(input);
    },
  });

  worker.sync(spreadsheetContacts, {
    into: 'contacts',
    schedule: '5m',
    schema: { email: 'email', firstname: 'first_name', lastname: 'last_name' },
    async beforeRun(ctx) {
      await requireFeature(ctx, 'sync.basic');
    },
  });
});

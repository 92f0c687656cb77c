/** An app whose one sync moves a list of contacts into HubSpot, as a process of its own that can be killed. */
import { billing, defineSource, defineWorker } from '@hs-x/sdk';
import { startSentApp } from '../support/start-sent-app.mjs';

process.once('message', async ({ records, ...sent }) => {
  const source = defineSource({
    name: 'list',
    pull(_ctx, { cursor, limit }) {
      const from = Number(cursor ?? 0);
      const next = Math.min(from + limit, records);
      const page = Array.from({ length: next - from }, (_unused, place) => ({
        mail: `person-${from + place}@list.example`,
      }));
      return Promise.resolve({ records: page, nextCursor: String(next), isComplete: next >= records });
    },
  });
  const definition = defineWorker(({ worker }) => {
    worker.use(billing());
    worker.sync(source, { into: 'contacts', schedule: '1d', schema: { email: 'mail' } });
  });
  await startSentApp(definition, sent);
  process.send({ listening: true });
});

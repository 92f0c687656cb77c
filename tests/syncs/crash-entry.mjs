/** An app whose one sync moves a list of contacts into HubSpot, as a process of its own that can be killed. */
import { billing, defineSource, defineWorker } from '@hs-x/sdk';
import { loadAppConfig } from '@hs-x/sdk/config';
import { startNodeApp } from '@hs-x/sdk/node';

const quiet = { log: () => undefined, with: () => quiet };

process.once('message', async ({ records, toml, hubspotOrigin, stripeOrigin, nowMs, ...settings }) => {
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
  await startNodeApp({
    ...settings,
    definition: defineWorker(({ worker }) => {
      worker.use(billing());
      worker.sync(source, { into: 'contacts', schedule: '1d', schema: { email: 'mail' } });
    }),
    config: loadAppConfig(toml),
    port: 0,
    logger: quiet,
    clock: { now: () => nowMs },
    wallClock: { now: () => Date.now() },
    vendors: {
      stripeOrigin,
      hubspotOrigins: { appOrigin: hubspotOrigin, apiOrigin: hubspotOrigin },
      httpOrigins: {},
    },
  });
  process.send({ listening: true });
});

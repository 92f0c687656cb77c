import { readFile } from 'node:fs/promises';
import { billing, defineWorker } from '@hs-x/sdk';
import { loadAppConfig } from '@hs-x/sdk/config';
import { startNodeApp } from '@hs-x/sdk/node';

const quiet = { log: () => undefined, with: () => quiet };

process.once('message', async (settings) => {
  const { database, port, stripeOrigin, hubspotOrigin, nowMs, environment } = settings;
  const toml = await readFile(new URL('../../examples/billing-guide/hs-x.toml', import.meta.url), 'utf8');
  try {
    await startNodeApp({
      definition: defineWorker(({ worker }) => worker.use(billing())),
      config: loadAppConfig(toml),
      database,
      port,
      hostname: 'localhost',
      logger: quiet,
      environment,
      clock: { now: () => nowMs },
      wallClock: { now: () => Date.now() },
      vendors: {
        stripeOrigin,
        hubspotOrigins: { appOrigin: hubspotOrigin, apiOrigin: hubspotOrigin },
        httpOrigins: {},
      },
    });
    process.send({ listening: true });
  } catch (error) {
    process.send({ error: String(error) });
  }
});

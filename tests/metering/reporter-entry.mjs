/** An app that meters usage, as a process of its own that can be killed. */
import { billing, defineWorker } from '@hs-x/sdk';
import { loadAppConfig } from '@hs-x/sdk/config';
import { startNodeApp } from '@hs-x/sdk/node';

const quiet = { log: () => undefined, with: () => quiet };

process.once('message', async ({ toml, hubspotOrigin, stripeOrigin, nowMs, ...settings }) => {
  await startNodeApp({
    ...settings,
    definition: defineWorker(({ worker }) => worker.use(billing())),
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
});

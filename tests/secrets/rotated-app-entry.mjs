import { billing, createLogger, defineWorker, jsonLines } from '@hs-x/sdk';
import { loadAppConfig } from '@hs-x/sdk/config';
import { startNodeApp } from '@hs-x/sdk/node';

process.once('message', async (settings) => {
  const { databaseFile, port, stripeOrigin, hubspotOrigin, nowMs, environment, toml } = settings;
  const logger = createLogger(
    jsonLines((line) => {
      if (process.connected && line.includes('"level":"error"')) process.send({ trouble: line });
    }),
  );
  try {
    const app = await startNodeApp({
      definition: defineWorker(({ worker }) => worker.use(billing())),
      config: loadAppConfig(toml),
      database: databaseFile,
      port,
      hostname: 'localhost',
      logger,
      environment,
      clock: { now: () => nowMs },
      wallClock: { now: () => Date.now() },
      vendors: {
        stripeOrigin,
        hubspotOrigins: { appOrigin: hubspotOrigin, apiOrigin: hubspotOrigin },
        httpOrigins: {},
      },
    });
    process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)));
    process.send({ listening: true });
  } catch (error) {
    process.send({ error: String(error) });
  }
});

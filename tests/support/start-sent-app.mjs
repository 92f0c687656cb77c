/** Starts an app with what a test has sent to its process: vendors at given addresses, a clock that stands, and nothing logged. */
import { loadAppConfig } from '@hs-x/sdk/config';
import { startNodeApp } from '@hs-x/sdk/node';

const quiet = { log: () => undefined, with: () => quiet };

/** `sent`: `toml`, `hubspotOrigin`, `stripeOrigin`, `nowMs`, and what `startNodeApp` takes besides. */
export async function startSentApp(definition, { toml, hubspotOrigin, stripeOrigin, nowMs, ...settings }) {
  await startNodeApp({
    ...settings,
    definition,
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
}

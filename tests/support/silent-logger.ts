import type { StartOptions } from '@hs-x/sdk/node';

/** Writes nothing, unless `HSX_TEST_LOG` is set. */
export const silentLogger: StartOptions['logger'] = {
  log(level, message, fields) {
    if (process.env.HSX_TEST_LOG) console.log(level, message, fields);
  },
  with: () => silentLogger,
};

/** `@hs-x/sdk/node`: an app as one Node process with SQLite. */
export {
  composeApp,
  type ComposedApp,
  type CompositionOptions,
  type VendorOverrides,
} from '../compose-app.js';
export { readSettings, type Settings } from '../read-settings.js';
export { startNodeApp, type RunningApp, type StartOptions } from './start-node-app.js';
export type { Clock } from '../../kernel/clock.js';

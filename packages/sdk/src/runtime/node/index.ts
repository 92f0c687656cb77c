/** `@hs-x/sdk/node`: an app as a Node process, one on SQLite or many on PostgreSQL. */
export {
  composeApp,
  type ComposedApp,
  type CompositionOptions,
  type VendorOverrides,
} from '../compose-app.js';
export { readSettings, type Settings } from '../read-settings.js';
export {
  inspectDatabase,
  isPostgres,
  openStores,
  sqliteFile,
  type DatabaseState,
  type OpenedStores,
} from './open-stores.js';
export { startNodeApp, type RunningApp, type StartOptions } from './start-node-app.js';
export type { Clock } from '../../kernel/clock.js';

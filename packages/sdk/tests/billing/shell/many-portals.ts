/** An app with many paying portals, all of which agree with the provider until a test lets something drift. */
import { decide } from '../../../src/billing/decide/index.js';
import type { ObservedSubscription } from '../../../src/billing/observation.js';
import { openSqliteStores } from '../../../src/store/sqlite/index.js';
import { buildCustomer, buildObserved, buildSubscription } from '../../../src/testing/index.js';
import { changeOf } from '../../../src/testing/store-wishes.js';
import { NOW } from '../given.js';
import { KEY, openWorld, type World } from './world.js';

export const portalIdOf = (index: number): string => String(1_000_000 + index);
export const customerIdOf = (index: number): string => `cus_${index}`;
export const keyOf = (index: number) => ({ ...KEY, portalId: portalIdOf(index) });

/** The paid subscription every portal has. */
export const subscriptionOf = (index: number, more: Partial<ObservedSubscription> = {}) =>
  buildSubscription({ subscriptionId: `sub_${index}`, ...more });

export async function worldOf(portals: number): Promise<World> {
  const stores = await openSqliteStores(':memory:');
  const { billing: store, inbox, outbox, trialLedger, listedSubscriptions } = stores;
  const world = await openWorld({ engine: { store, inbox, outbox, trialLedger, listedSubscriptions } });
  for (let index = 0; index < portals; index++) {
    const customerId = customerIdOf(index);
    const subscriptions = [subscriptionOf(index)];
    world.provider.setSubscriptions(customerId, subscriptions);
    const before = buildCustomer({ key: keyOf(index), customer: { customerId, mappedAt: NOW } });
    const observed = buildObserved(subscriptions, { customerId, email: 'ada@example.com' });
    const { account } = decide(before, { kind: 'customerObserved', observed }, world.engine.rules, NOW);
    await store.commit(changeOf(account));
  }
  world.clock.advance(60_000);
  return { ...world, stores };
}

/** The version of every account: a row that was written has another one afterwards. */
export async function versionsOf(world: World, portals: number): Promise<readonly number[]> {
  const indexes = Array.from({ length: portals }, (_, index) => index);
  const loaded = await Promise.all(indexes.map((index) => world.engine.store.load(keyOf(index))));
  return loaded.map(({ version }) => version);
}

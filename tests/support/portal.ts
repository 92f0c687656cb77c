/** Questions about one portal, asked from outside: the row in the store, and the app's answer to a signed card call. */
import type { Entitlement } from '@hs-x/sdk';
import type { World } from './start-world.js';

export function rowOf(world: World, portalId: number): Promise<Entitlement | null> {
  const { engine } = world.app;
  return engine.store.entitlement({ ...engine.scope, portalId: String(portalId) });
}

export async function canUse(world: World, portalId: number, feature: string): Promise<unknown> {
  const call = { portalId, name: 'hasFeature', input: { feature } };
  const { json } = await world.simulators.hubspot.control.callFunction(call);
  return (json as { result?: unknown }).result;
}

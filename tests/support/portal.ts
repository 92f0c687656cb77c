/** Questions about one portal, asked from outside: the row in the store, and the app's answer to a signed card call. */
import type { Entitlement } from '@hs-x/sdk';
import type { World } from './start-world.js';

export async function rowOf(world: World, portalId: number): Promise<Entitlement | null> {
  const { engine } = world.app;
  return (await engine.store.read({ ...engine.scope, portalId: String(portalId) })).entitlement;
}

export async function canUse(world: World, portalId: number, feature: string): Promise<unknown> {
  const call = { portalId, name: 'hasFeature', input: { feature } };
  const { json } = await world.simulators.hubspot.control.callFunction(call);
  return (json as { result?: unknown }).result;
}

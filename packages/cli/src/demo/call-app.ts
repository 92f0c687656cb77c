/** Signed calls as HubSpot makes them: what a card or a workflow of the portal gets from the app. */
import type { DemoGate, DemoPortal, DemoWorld } from './demo-world.js';

/** How the app answered a gated call. */
export type GateAnswer = 'open' | 'refused' | `answered ${string}`;

/** Asks `hasFeature` for the paid feature, as a card does. */
export async function asksHasFeature(
  { dev, plans }: DemoWorld,
  { portalId }: DemoPortal,
): Promise<boolean | null> {
  const input = { feature: plans.paidFeature };
  const { json } = await dev.simulators.hubspot.control.callFunction({ portalId, name: 'hasFeature', input });
  const result = (json as { readonly result?: unknown } | undefined)?.result;
  return typeof result === 'boolean' ? result : null;
}

/** Calls the app's gated surface: `refused` is 402 from a function, `FAIL_CONTINUE` from an action. */
export async function callGate(world: DemoWorld, portal: DemoPortal): Promise<GateAnswer> {
  world.gate ??= await findGate(world, portal);
  return world.gate === undefined
    ? 'answered nothing: no function or action asks for a paid feature'
    : callSurface(world, portal, world.gate);
}

/** The first surface that refuses a portal which has not paid. */
async function findGate(world: DemoWorld, portal: DemoPortal): Promise<DemoGate | undefined> {
  const { functions, actions } = world.dev.surfaces();
  const candidates: readonly DemoGate[] = [
    ...functions.map((name) => ({ kind: 'function', name }) as const),
    ...actions.map((name) => ({ kind: 'action', name }) as const),
  ];
  for (const gate of candidates) if ((await callSurface(world, portal, gate)) === 'refused') return gate;
  return undefined;
}

async function callSurface(
  { dev }: DemoWorld,
  { portalId }: DemoPortal,
  gate: DemoGate,
): Promise<GateAnswer> {
  const { control } = dev.simulators.hubspot;
  const call = { portalId, name: gate.name };
  const outcome = await (gate.kind === 'function' ? control.callFunction(call) : control.callAction(call));
  const { httpStatus, json } = outcome;
  const state = (json as { readonly outputFields?: { readonly hs_execution_state?: unknown } } | undefined)
    ?.outputFields?.hs_execution_state;
  if (httpStatus === 402 || state === 'FAIL_CONTINUE') return 'refused';
  return httpStatus === 200 ? 'open' : `answered ${String(httpStatus ?? outcome.failure)}`;
}

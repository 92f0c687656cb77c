/** Two portals with the example app: theirs pays, ours does not; and a browser that installed each. */
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay, type Visitor } from '../support/visitor.js';

export const OURS = 51200417;
export const THEIRS = 51200583;

export interface TwoPortals {
  readonly world: World;
  readonly ours: Visitor;
  readonly theirs: Visitor;
  /** A browser nobody knows. */
  stranger(): Visitor;
  /** An address of the app. */
  at(path: string): string;
  /** The token of the signed billing link our cards and actions carry. */
  ourToken(): Promise<string>;
  /** The customer the payment provider knows the paying portal by. */
  theirCustomer(): Promise<string>;
}

export async function startTwoPortals(): Promise<TwoPortals> {
  const world = await startWorld();
  const [ours, theirs] = [createVisitor(world), createVisitor(world)];
  pay(world, (await theirs.install(THEIRS)).location ?? '');
  await world.settle();
  await ours.install(OURS);
  await world.settle();
  return {
    world,
    ours,
    theirs,
    stranger: () => createVisitor(world),
    at: (path) => `${world.appUrl}${path}`,
    async ourToken() {
      const call = { portalId: OURS, name: 'editableInsights' };
      const { json } = await world.simulators.hubspot.control.callFunction(call);
      const { error } = json as { error?: { upgradeUrl?: string } };
      return new URL(error?.upgradeUrl ?? 'x:').searchParams.get('token') ?? '';
    },
    async theirCustomer() {
      const { engine } = world.app;
      const { account } = await engine.store.load({ ...engine.scope, portalId: String(THEIRS) });
      return account.customer?.customerId ?? '';
    },
  };
}

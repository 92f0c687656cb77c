/** Up, down and up again: what a smaller plan does not include is paused, never deleted, and comes back. */
import { changePlan } from './billing-acts.js';
import type { DemoStep, Facts } from './demo-step.js';
import { PORTALS, type DemoWorld } from './demo-world.js';
import { access, waitUntil } from './scenes.js';
import type { Life } from './life.js';

const portal = PORTALS.northwind;
const SYNCS = 10;

/** The changes before and after the neighbour's trouble; empty for what the app has no plan or sheets for. */
export function planChangeSteps({
  plans,
  active,
  dayAt,
}: Life): Readonly<Record<'upgrade' | 'downgrade', readonly DemoStep[]>> {
  const { paidPlan, smallerPlan, largerPlan, hasSheets, trialDays } = plans;
  const moves = (to: string, day: number, step: Pick<DemoStep, 'title' | 'expect'>): DemoStep => ({
    title: step.title,
    portal,
    run: async (world) => {
      await waitUntil(world, portal, dayAt(trialDays + day));
      await changePlan(world, portal, to);
      await world.dev.tick();
      return { ...(await access(world, portal)), ...(hasSheets ? await sheets(world) : {}) };
    },
    expect: { ...active, plan: to, ...step.expect },
  });
  const all: Facts = hasSheets ? { running: SYNCS, paused: 0 } : {};
  const upgrade = largerPlan
    ? [moves(largerPlan, 2, { title: `upgrades to ${largerPlan}`, expect: all })]
    : [];
  if (smallerPlan === undefined || !hasSheets) return { upgrade, downgrade: [] };
  const down = `downgrades to ${smallerPlan}: 9 of 10 syncs are paused, a mail says so`;
  const up = `upgrades to ${paidPlan}: the 9 run again`;
  return {
    upgrade: [connects(active), ...upgrade],
    downgrade: [
      moves(smallerPlan, 6, { title: down, expect: { running: 1, paused: 9, mails: 'plan-downgraded' } }),
      moves(paidPlan, 8, { title: up, expect: { ...all, mails: 'plan-restored' } }),
    ],
  };
}

function connects(active: Facts): DemoStep {
  return {
    title: `connects spreadsheets until ${SYNCS} syncs run`,
    portal,
    run: async (world) => {
      const { running } = await sheets(world);
      for (let number = Number(running) + 1; number <= SYNCS; number += 1) {
        await callApp(world, 'connectSheet', { id: `sheet-${number}` });
      }
      return { ...(await access(world, portal)), ...(await sheets(world)) };
    },
    expect: { ...active, running: SYNCS, paused: 0 },
  };
}

/** How many of the portal's syncs run and are paused, as its card shows them. */
export async function sheets(world: DemoWorld): Promise<Facts> {
  const answer = await callApp(world, 'sheets', {});
  return (answer as { readonly result?: Facts } | undefined)?.result ?? {};
}

async function callApp({ dev }: DemoWorld, name: string, input: unknown): Promise<unknown> {
  const { portalId } = portal;
  return (await dev.simulators.hubspot.control.callFunction({ portalId, name, input })).json;
}

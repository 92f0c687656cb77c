/** What several steps of the story have in common; each scene answers the facts it saw. */
import { asksHasFeature, callGate } from './call-app.js';
import type { Facts } from './demo-step.js';
import { adminEmailOf, type DemoPortal, type DemoWorld } from './demo-world.js';
import { choosePaidPlan, installApp, payWithCard, placeOf, sessionOf, uninstallApp } from './person-acts.js';

/** An hour and a day of virtual time. */
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const GOOD_CARD = '4242 4242 4242 4242';

/** Whether the app lets the portal in: its gated surface, and `hasFeature`. */
export async function access(world: DemoWorld, portal: DemoPortal): Promise<Facts> {
  return { gate: await callGate(world, portal), hasFeature: await asksHasFeature(world, portal) };
}

/** Pays on the hosted page that is shown, and lets the webhook arrive. */
export async function pay(world: DemoWorld, portal: DemoPortal, cardNumber = GOOD_CARD): Promise<Facts> {
  const page = await payWithCard(world, portal, cardNumber);
  await world.dev.tick();
  return { place: placeOf(world, page), ...(await access(world, portal)) };
}

/** Lets time pass, and two hours more: Stripe pays a renewal an hour after it falls due. */
export async function wait(world: DemoWorld, portal: DemoPortal, durationMs: number): Promise<Facts> {
  await world.dev.advanceBy(durationMs + 2 * HOUR_MS);
  return { paidInvoices: paidInvoicesOf(world, portal), ...(await access(world, portal)) };
}

/** Lets time pass until the instant. */
export async function waitUntil(world: DemoWorld, portal: DemoPortal, atMs: number): Promise<Facts> {
  await world.dev.advanceTo(Math.max(atMs, world.dev.now()));
  return { paidInvoices: paidInvoicesOf(world, portal), ...(await access(world, portal)) };
}

/** Removes the app and installs it again, up to the Checkout page. */
export async function reinstall(world: DemoWorld, portal: DemoPortal): Promise<Facts> {
  uninstallApp(world, portal);
  return installToCheckout(world, portal);
}

/** Installs the app, up to the Checkout page and what is due there. */
export async function installToCheckout(world: DemoWorld, portal: DemoPortal): Promise<Facts> {
  const landed = await installApp(world, portal);
  const page = placeOf(world, landed) === 'checkout' ? landed : await choosePaidPlan(world, portal);
  const dueTodayMinor = sessionOf(world, page)?.amount_total ?? 0;
  return { place: placeOf(world, page), isDueToday: dueTodayMinor > 0, ...(await access(world, portal)) };
}

/** Invoices the portal paid money for; the trial's empty one does not count. A hand-wired app's customers are known by their address alone. */
function paidInvoicesOf({ dev }: DemoWorld, portal: DemoPortal): number {
  const email = adminEmailOf(dev.simulators.hubspot.control.portals(), portal);
  const { customers, invoices } = dev.simulators.stripe.world.state;
  const mine = [...customers.values()].filter((customer) => {
    const tag = customer.metadata.hsx_portal;
    return tag === undefined ? customer.email === email : tag === String(portal.portalId);
  });
  const ids = new Set(mine.map(({ id }) => id));
  return [...invoices.values()].filter(({ customer, amount_paid: paid }) => ids.has(customer) && paid > 0)
    .length;
}

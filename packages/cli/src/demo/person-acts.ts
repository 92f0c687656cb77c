/** What people do in the story, on the same pages and forms a browser would use. */
import type { DemoPortal, DemoWorld } from './demo-world.js';
import type { WirePage } from './page-forms.js';

/** Starts an install and connects the app; answers the page the person ends on. */
export async function installApp(world: DemoWorld, portal: DemoPortal): Promise<WirePage> {
  const browser = world.browserOf(portal);
  await browser.open(`${world.dev.appUrl}/oauth/start`);
  const account = `${portal.portalId}:${adminOf(world, portal)}`;
  return browser.submit({ account, decision: 'connect' }, (form) => form.action.includes('/oauth/'));
}

/** Fills in and submits the hosted Checkout page the browser shows. */
export function payWithCard(world: DemoWorld, portal: DemoPortal, cardNumber: string): Promise<WirePage> {
  return world
    .browserOf(portal)
    .submit(
      { method: 'card', cardNumber, cardExpiry: '12 / 34', cardCvc: '123', cardName: portal.name },
      (form) => form.action.includes('/c/pay/'),
    );
}

/** Leaves the hosted Checkout page by its way back. */
export function bounceOutOfCheckout(world: DemoWorld, portal: DemoPortal): Promise<WirePage> {
  const browser = world.browserOf(portal);
  const session = sessionOf(world, browser.page());
  return browser.open(session?.cancel_url ?? `${world.dev.appUrl}/billing/cancel`);
}

/** Opens the app's plan page and chooses the paid plan; answers the hosted Checkout page. */
export async function choosePaidPlan(world: DemoWorld, portal: DemoPortal): Promise<WirePage> {
  const browser = world.browserOf(portal);
  await browser.open(`${world.dev.appUrl}/billing/checkout`);
  return browser.submit({}, (form) => form.fields.plan === world.plans.paidPlan);
}

/** Removes the app in HubSpot. */
export function uninstallApp(world: DemoWorld, portal: DemoPortal): void {
  world.dev.simulators.hubspot.control.uninstall(portal.portalId);
}

/** Which page of the walk this is, in a word. */
export function placeOf(world: DemoWorld, { url }: WirePage): string {
  const { origin, pathname } = new URL(url);
  if (pathname.startsWith('/c/pay/')) return 'checkout';
  if (pathname.startsWith('/p/session/')) return 'billing portal';
  return origin === world.dev.appUrl ? pathname : 'HubSpot';
}

/** The session of the Checkout page that is shown. */
export function sessionOf(
  world: DemoWorld,
  { url }: WirePage,
): { readonly cancel_url: string | null; readonly amount_total: number } | undefined {
  const id = /^\/c\/pay\/([^/]+)/.exec(new URL(url).pathname)?.[1] ?? '';
  return world.dev.simulators.stripe.world.state.checkoutSessions.get(id);
}

function adminOf({ dev }: DemoWorld, { portalId }: DemoPortal): number {
  const portal = dev.simulators.hubspot.control
    .portals()
    .find((candidate) => candidate.portalId === portalId);
  return portal?.users.find((user) => user.isSuperAdmin)?.userId ?? 0;
}

/** What people do about their subscription: on the app's billing page and on the provider's portal behind it. */
import type { DemoPortal, DemoWorld } from './demo-world.js';
import type { WirePage } from './page-forms.js';

/** Opens the portal: by a mail's link when there is one, else as a browser that may have been forgotten and gets a link mailed. */
async function openBilling(world: DemoWorld, portal: DemoPortal, link?: string): Promise<WirePage> {
  const browser = world.browserOf(portal);
  await browser.open(link ?? `${world.dev.appUrl}/billing/portal`);
  if (browser.page().status === 403) await browser.open(await askForLink(world, portal));
  return browser.submit({}, (form) => form.action.endsWith('/billing/portal'));
}

/** Cancels; answers the page that confirms it. */
export async function cancelInBillingPortal(world: DemoWorld, portal: DemoPortal): Promise<WirePage> {
  const browser = world.browserOf(portal);
  await openBilling(world, portal);
  await browser.follow('/cancel');
  return browser.submit({}, (form) => form.action.endsWith('/cancel'));
}

/** Changes to another plan; answers the page that confirms it. */
export async function changePlan(world: DemoWorld, portal: DemoPortal, plan: string): Promise<WirePage> {
  const browser = world.browserOf(portal);
  const [price = ''] = world.dev.config().billing.plan[plan]?.stripe_price.test ?? [];
  await openBilling(world, portal);
  await browser.follow('/update');
  await browser.submit({ price }, (form) => form.action.endsWith('/update/confirm'));
  return browser.submit({}, (form) => form.action.endsWith('/update'));
}

/** Replaces the card and pays what is open; answers the page that confirms it. */
export async function replaceCard(
  world: DemoWorld,
  portal: DemoPortal,
  { link, cardNumber }: { readonly link: string; readonly cardNumber: string },
): Promise<WirePage> {
  const browser = world.browserOf(portal);
  await openBilling(world, portal, link);
  await browser.follow('/payment-method');
  const card = { cardNumber, cardExpiry: '12 / 34', cardCvc: '123', cardName: portal.name };
  await browser.submit(card, (form) => form.action.endsWith('/payment-method'));
  return browser.submit({}, (form) => form.action.endsWith('/pay'));
}

async function askForLink(world: DemoWorld, portal: DemoPortal): Promise<string> {
  await world
    .browserOf(portal)
    .submit({ portal: String(portal.portalId) }, (form) => form.action.endsWith('/billing/link'));
  await world.dev.tick();
  const mail = world.dev.mailbox.list().findLast(({ template }) => template === 'billing-link');
  const url = mail?.data.billingUrl;
  if (typeof url === 'string') return url;
  throw new Error('The app did not mail a billing link to the administrator.');
}

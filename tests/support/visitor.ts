/** A person without a browser: follows links and answers pages of the simulators through their controls; keeps cookies. */
import type { World } from './start-world.js';

export const GOOD_CARD = '4242 4242 4242 4242';
export const DECLINED_CARD = '4000 0000 0000 0002';

export interface Visitor {
  /** GET without following redirects. */
  get(url: string): Promise<{ status: number; location: string | null; body: string }>;
  /** Walks through consent; answers where the app sends the browser next. */
  install(portalId: number): Promise<{ status: number; location: string | null; body: string }>;
}

export function createVisitor(world: World): Visitor {
  const cookies = new Map<string, string>();
  const get: Visitor['get'] = async (url) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    return { status: answer.status, location: answer.headers.get('location'), body: await answer.text() };
  };
  return {
    get,
    async install(portalId) {
      const start = await get(`${world.appUrl}/oauth/start`);
      const next = world.simulators.hubspot.control.answerConsent(start.location ?? '', {
        portalId,
        decision: 'connect',
      });
      if ('refusal' in next) throw new Error(next.refusal);
      return get(next.location);
    },
  };
}

/** Submits the hosted checkout page; answers the way back, or why it was refused. */
export function pay(world: World, checkoutUrl: string, card = GOOD_CARD) {
  const sessionId = new URL(checkoutUrl).pathname.split('/').at(-1) ?? '';
  return world.simulators.stripe.control.submitCheckout(sessionId, {
    name: 'Accounts Payable',
    payment: { kind: 'card', entry: { number: card, expiry: '12 / 34', cvc: '123' } },
  });
}

/** A partner that sells the app: signs with the library of Standard Webhooks, which shares no code with the app, and posts. */
import { Webhook } from 'standardwebhooks';
import type { World } from '../support/start-world.js';

/** A signing secret whose bytes are the words. */
export const secretOf = (words: string) => `whsec_${Buffer.from(words.padEnd(24, '.')).toString('base64')}`;

export interface GrantWords {
  readonly type?: string;
  /** When it happened; default: now. */
  readonly at?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Try {
  /** `webhook-id`; default: a new one. */
  readonly id?: string;
  readonly secret?: string;
  /** When it is signed, unix ms; default: now. */
  readonly signedAt?: number;
  /** The name in the address; default: the partner's own. */
  readonly as?: string;
}

export interface Answer {
  readonly status: number;
  readonly json: { readonly receipt?: string; readonly error?: { readonly code: string } };
}

export interface Partner {
  /** Tells of a grant; answers when the app has worked off what it stored. */
  tell(words: GrantWords, more?: Try): Promise<Answer>;
  /** Posts the text as it is, signed. */
  post(body: string, more?: Try): Promise<Answer>;
}

let webhooks = 0;

/** The partner of the name, with its secret. */
export function createPartner(world: World, name: string, ownSecret: string): Partner {
  const post: Partner['post'] = async (body, more = {}) => {
    const { id = `msg_${++webhooks}`, secret = ownSecret, signedAt = Date.now(), as = name } = more;
    const at = new Date(signedAt);
    const answer = await fetch(`${world.appUrl}/webhooks/partner/${as}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(signedAt / 1_000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      },
    });
    const json = (await answer.json()) as Answer['json'];
    await world.settle();
    return { status: answer.status, json };
  };
  return {
    post,
    tell: ({ type = 'grant.created', at = new Date().toISOString(), data }, more) =>
      post(JSON.stringify({ type, timestamp: at, data }), more),
  };
}

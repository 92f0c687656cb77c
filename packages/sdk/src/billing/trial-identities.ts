/**
 * What a free trial is counted by. An admin, a portal, a customer and a card have one each; whoever comes back with any of them has had
 * his. The ledger keeps them as keyed hashes, so that it may outlive everything else known of a portal.
 */
import type { Account } from './account.js';

/** What kind of thing was seen before. */
export type TrialIdentityKind = 'portal' | 'email' | 'customer' | 'card';

/** One of the things a trial is counted by, in the clear: hashed before it is kept. */
export interface TrialIdentity {
  readonly kind: TrialIdentityKind;
  readonly value: string;
}

/** Mail providers to whom dots in an address mean nothing (support.google.com/mail/answer/7436150, read 2026-11). */
const DOTLESS_DOMAINS: readonly string[] = ['gmail.com', 'googlemail.com'];

/** The portal's own identities; none is made of what is not known yet. */
export function identitiesOf(account: Account): readonly TrialIdentity[] {
  const email = normaliseEmail(account.adminEmail);
  const customerId = account.customer?.customerId;
  return [
    { kind: 'portal', value: account.key.portalId },
    ...(email === '' ? [] : [{ kind: 'email', value: email } as const]),
    ...(customerId === undefined ? [] : [{ kind: 'customer', value: customerId } as const]),
  ];
}

/** One spelling for all addresses that reach one mailbox: lower case, without `+tag`, without the dots that Gmail ignores. */
export function normaliseEmail(address: string): string {
  const text = address.normalize('NFKC').trim().toLowerCase();
  const at = text.lastIndexOf('@');
  if (at < 1) return text;
  const domain = text.slice(at + 1);
  const isDotless = DOTLESS_DOMAINS.includes(domain);
  const local = text.slice(0, at);
  const plus = local.indexOf('+');
  const untagged = plus > 0 ? local.slice(0, plus) : local;
  return isDotless ? `${untagged.replaceAll('.', '')}@gmail.com` : `${untagged}@${domain}`;
}

/** How an identity is kept: its kind, for people who read an alert, and its hash. */
export function claimText(kind: TrialIdentityKind, hash: string): string {
  return `${kind}:${hash}`;
}

/** Whether the kept identity is of the kind. */
export function isOfKind(claim: string, kind: TrialIdentityKind): boolean {
  return claim.startsWith(`${kind}:`);
}

/** The kinds of kept identities, each once, for a sentence. */
export function kindsOf(claims: readonly string[]): readonly string[] {
  return [...new Set(claims.map((claim) => WORDS[claim.slice(0, claim.indexOf(':'))] ?? claim))];
}

const WORDS: Readonly<Record<string, string>> = {
  portal: 'portal',
  email: 'admin e-mail address',
  customer: 'customer',
  card: 'card',
};

/**
 * When a former value may go. Vendors' secrets: when something genuine has come under the present value and for a day nothing has needed the former
 * one; a drill proves that the app accepts a value, not that the vendor signs with it. The operators' own: a drill is as genuine as they are. `HSX_SECRET`: when nothing stored is encrypted under it, and the links made with it, the longest lived 30 days, are over.
 */
import type { RotatedSecret, SecretValueState } from '@hs-x/sdk/admin';
import { formatInstant } from '../terminal/format-instant.js';
import { DAY_MS } from '../terminal/durations.js';

/** Whether a former value may be retired now; `until`: the instant from which on it may, if nothing new happens. Null: something must happen first. */
export type Retirement =
  | { readonly kind: 'safe' }
  | { readonly kind: 'notYet'; readonly reason: string; readonly until: number | null };

/** How long Stripe signs with both values at most (Stripe's documentation, read 2026-11); as good a rule for the others. */
const OVERLAP_MS = DAY_MS;
/** How long links in mails work, and stored webhook bodies are kept. */
const LINKS_MS = 30 * DAY_MS;
/** A process notes this often that a value is in front of the others, and signs. */
const FRONT_NOTE_MS = DAY_MS / 4;

/** Judges one former value by what the app knows. */
export function mayRetire(
  name: RotatedSecret,
  state: { readonly present: SecretValueState; readonly former: SecretValueState; readonly now: number },
): Retirement {
  const { present } = state;
  if (present.firstSeenAt === null) {
    return notYet('the app has not run with the present value yet: restart it');
  }
  const { former } = state;
  if (former.firstSeenAt !== null && former.firstSeenAt > present.firstSeenAt) {
    return notYet('it is newer than the present value: bring it to the front first, with rotate --to-front');
  }
  return name === 'HSX_SECRET'
    ? encryptionRetirement(state, present.firstSeenAt)
    : signatureRetirement(name, state);
}

function encryptionRetirement(
  { former, now }: Parameters<typeof mayRetire>[1],
  presentSince: number,
): Retirement {
  const tokens = former.sealed?.tokens ?? 0;
  const bodies = former.sealed?.bodies ?? 0;
  if (tokens > 0) {
    return notYet(
      `${tokens} install ${tokens === 1 ? 'token is' : 'tokens are'} encrypted under it; the app encrypts them anew while it runs`,
    );
  }
  const inFrontUntil = former.lastUsedAt === null ? presentSince : former.lastUsedAt + FRONT_NOTE_MS;
  const until = Math.max(presentSince, inFrontUntil) + LINKS_MS;
  const waiting =
    bodies > 0
      ? `${bodies} stored webhook ${bodies === 1 ? 'body needs' : 'bodies need'} it`
      : 'links in mails may still need it';
  if (now < until) return notYet(`${waiting} until ${formatInstant(until, now)}`, until);
  if (bodies > 0) return notYet(`${waiting}; bodies go 30 days after they came, once a day`);
  return { kind: 'safe' };
}

function signatureRetirement(
  name: RotatedSecret,
  { present, former, now }: Parameters<typeof mayRetire>[1],
): Retirement {
  if (present.lastUsedAt === null && present.lastProbedAt === null) {
    return notYet('nothing has been proven under the present value yet: run hs-x secrets drill');
  }
  const until = (former.lastUsedAt ?? -Infinity) + OVERLAP_MS;
  if (now < until) {
    return notYet(
      `it was needed ${formatInstant(former.lastUsedAt ?? now, now)}; if not again, it may go from ${formatInstant(until, now)}`,
      until,
    );
  }
  if (present.lastUsedAt !== null || name === 'HSX_ADMIN_SECRET') return { kind: 'safe' };
  return notYet(
    'the app accepts the present value, but nothing genuine has come under it yet: see that the vendor signs with it',
  );
}

function notYet(reason: string, until: number | null = null): Retirement {
  return { kind: 'notYet', reason, until };
}

/**
 * A partner's news of a grant of its own. News may come late, twice and out of order: what happened last, by the partner's own word, counts, and
 * taking back leaves a line in the ledger even where nothing was given yet, so that news from before it changes nothing later.
 */
import type { Instant } from '../../kernel/instant.js';
import type { Account, Grant } from '../account.js';
import { unchanged, type Decision } from '../decision.js';
import type { PartnerGrantChanged } from '../input.js';

/** Writes the partner's line of the ledger; news older than the line changes nothing. */
export function partnerGrantChanged(account: Account, input: PartnerGrantChanged, now: Instant): Decision {
  const known = knownGrant(account, input);
  if (known && isOutdated(known, input)) return unchanged(account);
  const line = lineOf(known, input, now);
  const grants = known
    ? account.grants.map((grant) => (grant === known ? line : grant))
    : [...account.grants, line];
  const isNews = !known || !isSameAccess(known, line);
  return {
    account: { ...account, grants },
    journal: isNews ? [{ at: now, cause: input.kind, summary: summaryOf(input) }] : [],
    effects: [],
  };
}

/** Whether the account knows all of it already, or something newer. */
export function isKnownAlready(account: Account, input: PartnerGrantChanged): boolean {
  const known = knownGrant(account, input);
  return known !== undefined && isOutdated(known, input);
}

/** The line's id: the partner's name keeps two partners that use the same id apart. */
function ledgerId({ partner, grantId }: PartnerGrantChanged): string {
  return `${partner}/${grantId}`;
}

function knownGrant(account: Account, input: PartnerGrantChanged): Grant | undefined {
  return account.grants.find((grant) => grant.grantId === ledgerId(input));
}

/** Of two things told of the same instant, taking back counts; otherwise the one that came last. */
function isOutdated(known: Grant, { toldAt, terms }: PartnerGrantChanged): boolean {
  const knownAt = known.partner?.toldAt ?? known.givenAt;
  if (toldAt !== knownAt) return toldAt < knownAt;
  if (known.revokedAt !== undefined) return true;
  return terms !== null && terms.plan === known.plan && terms.until === known.until;
}

function lineOf(known: Grant | undefined, input: PartnerGrantChanged, now: Instant): Grant {
  const { partner, grantId, toldAt, terms, reason } = input;
  const isRunning = known !== undefined && known.revokedAt === undefined;
  const base = {
    grantId: ledgerId(input),
    source: 'partner' as const,
    givenAt: isRunning ? known.givenAt : now,
    actor: `partner ${partner}`,
    partner: { name: partner, grantId, toldAt },
  };
  if (terms !== null) return { ...base, ...terms, reason };
  const { plan = 'none', until = null } = known ?? {};
  return { ...base, plan, until, reason: known?.reason ?? reason, revokedAt: known?.revokedAt ?? now };
}

function isSameAccess(known: Grant, line: Grant): boolean {
  return known.plan === line.plan && known.until === line.until && known.revokedAt === line.revokedAt;
}

function summaryOf({ partner, grantId, terms, reason }: PartnerGrantChanged): string {
  if (terms === null) return `partner ${partner} took grant ${grantId} back: ${reason}`;
  const end = terms.until === null ? 'without an end' : `until ${new Date(terms.until).toISOString()}`;
  return `partner ${partner} gave plan ${terms.plan} by grant ${grantId} ${end}: ${reason}`;
}

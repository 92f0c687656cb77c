/** What the product made of a portal beside what the oracle expects: every difference, in words. */
import type { Entitlement } from '@hs-x/sdk';
import type { Mail } from '@hs-x/sdk/billing';
import type { Bounds, Cause, Expectation, ExpectedRow } from './oracle.js';

/** A mail as far as it is judged. */
export type ToldMail = Pick<Mail, 'key' | 'template'>;

const ROW_FIELDS = [
  'plan',
  'status',
  'source',
  'stripeCustomerId',
  'subscriptionId',
  'trialEndsAt',
  'cancelAt',
  'graceEndsAt',
  'validUntil',
] as const;

/** What is wrong with a portal's row, in words; nothing when it is one of the `others`, which will do as well. */
export function compareRows(
  actual: Entitlement | null,
  expected: ExpectedRow | null,
  others: readonly ExpectedRow[] = [],
): readonly string[] {
  return others.some((other) => differences(actual, other).length === 0) ? [] : differences(actual, expected);
}

function differences(actual: Entitlement | null, expected: ExpectedRow | null): readonly string[] {
  if (actual === null || expected === null) {
    return actual === null && expected === null
      ? []
      : [`row is ${text(actual)}, should be ${text(expected)}`];
  }
  return ROW_FIELDS.filter((name) => name !== 'validUntil' || expected.validUntil !== undefined)
    .filter((name) => actual[name] !== expected[name])
    .map((name) => `row.${name} is ${text(actual[name])}, should be ${text(expected[name])}`);
}

/** One thing that is wrong with mails. `groundless`: nothing was ever true that it tells. */
export interface MailComplaint {
  readonly kind: 'groundless' | 'lost' | 'twice';
  readonly text: string;
}

/** What is wrong with the mails a portal's admin got. A key is one mail, however often it was handed over. */
export function compareMails(all: readonly ToldMail[], expected: Expectation): readonly MailComplaint[] {
  const sent = [...new Map(all.map((mail) => [mail.key, mail])).values()]; // the transport knows the key and drops the second
  const caused = sent.filter(({ template }) => !template.startsWith('plan-')).map(causeOf);
  const timesOf = (cause: Cause) => caused.filter((other) => other === cause).length;
  const { exactlyOnce, atMostOnce } = expected.mails;
  const known = new Set([...exactlyOnce, ...atMostOnce]);
  return [
    ...exactlyOnce
      .filter((cause) => timesOf(cause) === 0)
      .map((cause) => ({ kind: 'lost' as const, text: `mail "${cause}" was never sent` })),
    ...[...known]
      .filter((cause) => timesOf(cause) > 1)
      .map((cause) => ({ kind: 'twice' as const, text: `mail "${cause}" was sent ${timesOf(cause)} times` })),
    ...caused
      .filter((cause) => !known.has(cause))
      .map((cause) => ({ kind: 'groundless' as const, text: `mail "${cause}" had no cause` })),
    ...countBetween(sent, 'plan-downgraded', expected.downgradeMails),
    ...countBetween(sent, 'plan-restored', expected.restoreMails),
  ];
}

function countBetween(
  sent: readonly ToldMail[],
  template: string,
  { atLeast, atMost }: Bounds,
): readonly MailComplaint[] {
  const count = sent.filter((mail) => mail.template === template).length;
  if (count >= atLeast && count <= atMost) return [];
  const text = `${count} mails "${template}", should be ${atLeast} to ${atMost}`;
  return [{ kind: count < atLeast ? 'lost' : 'twice', text }];
}

/** The key of a mail names its cause; the word in front is the template's, so that a wrong text shows. */
function causeOf({ key, template }: ToldMail): Cause {
  const [, ...ids] = key.split(':');
  if (template.startsWith('trial-')) return `${template} ${ids[0] ?? ''}`;
  return [template === 'last-attempt' ? 'payment-failed' : template, ...ids].join(' ');
}

/** What is wrong with a portal's pauses, in words. */
export function compareSyncs(
  actual: readonly string[],
  expected: readonly string[] | null,
): readonly string[] {
  if (expected === null || actual.join() === expected.join()) return [];
  return [`paused syncs are [${actual.join()}], should be [${expected.join()}]`];
}

function text(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

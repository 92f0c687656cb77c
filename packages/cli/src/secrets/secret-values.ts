/** The live values of one secret as the text the app reads: separated by commas, the present one first. */
import { CliError } from '../cli-error.js';
import type { KnownSecret } from './known-secret.js';

/** More live values than these are no rotation but a heap. */
const MOST_VALUES = 5;

/** The values in the text of a name. */
export function liveValues(secret: KnownSecret, text: string): readonly string[] {
  if (!secret.isRotated) return text === '' ? [] : [text];
  return text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** Where a new value goes. `behind`: it is accepted and not used yet, as a first step where several processes run. */
export type Place = 'front' | 'behind';

/** The values with a new one. Throws SECRET_REFUSED. */
export function withValue(
  secret: KnownSecret,
  values: readonly string[],
  added: { readonly value: string; readonly place: Place },
): readonly string[] {
  checkValue(secret, added.value);
  if (values.includes(added.value))
    throw refused(`${secret.name} has that value already.`, 'Give the new one.');
  if (values.length >= MOST_VALUES) {
    throw refused(
      `${secret.name} has ${values.length} live values already.`,
      `Retire former ones first: hs-x secrets rotate ${secret.name} --retire`,
    );
  }
  return added.place === 'front' ? [added.value, ...values] : [...values, added.value];
}

/** The values with the last one in front: the second step after `behind`. Throws SECRET_REFUSED. */
export function withLastInFront(secret: KnownSecret, values: readonly string[]): readonly string[] {
  const last = values.at(-1);
  if (last === undefined || values.length < 2) throw onlyOne(secret, 'there is none to put in front of it');
  return [last, ...values.slice(0, -1)];
}

/** The values without a former one. Throws SECRET_REFUSED for the present one. */
export function withoutFormer(
  secret: KnownSecret,
  values: readonly string[],
  index: number,
): readonly string[] {
  if (values.length < 2) throw onlyOne(secret, 'there is no former one to retire');
  if (index <= 0)
    throw refused(`That is the present value of ${secret.name}.`, 'Only former values are retired.');
  return values.filter((_value, at) => at !== index);
}

/** Refuses what the app would refuse, or what a name's text cannot hold. Throws SECRET_REFUSED; the value is never repeated. */
export function checkValue(secret: KnownSecret, value: string): void {
  if (secret.form.test(value)) return;
  const seen = value === '' ? 'nothing' : `${value.length} characters of another form`;
  throw refused(`${secret.name} must be ${secret.formWords}; what came was ${seen}.`, secret.origin);
}

function onlyOne({ name }: KnownSecret, why: string): CliError {
  return refused(`${name} has only one value: ${why}.`, `Add one first: hs-x secrets rotate ${name}`);
}

function refused(message: string, hint: string): CliError {
  return new CliError({ code: 'SECRET_REFUSED', message, hint });
}

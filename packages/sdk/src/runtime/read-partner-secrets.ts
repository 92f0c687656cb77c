/**
 * `HSX_PARTNER_SECRETS`: `<partner>=<secret>[,<secret>…]`, partners parted by semicolons or line breaks, the present secret first. Problems say which
 * entry by its place and never what is in it: where a name is forgotten, a secret stands in its place.
 */
import { signingKeyOf } from '../kernel/webhook-signature.js';

/** Which secrets each partner's webhooks may be signed with, by the partner's name; the present one first. */
export type PartnerSecrets = ReadonlyMap<string, readonly string[]>;

/** Names stand in addresses, logs and the ids of grants. */
const NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** The secrets by partner; whatever is wrong with them is added to the problems. */
export function readPartnerSecrets(text: string, problems: string[]): PartnerSecrets {
  const secretsOf = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  const entries = text
    .split(/[;\r\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  for (const [index, entry] of entries.entries()) {
    const problem = (what: string) => void problems.push(`HSX_PARTNER_SECRETS, entry ${index + 1}: ${what}`);
    const { name, secrets } = entryOf(entry);
    if (!NAME.test(name)) {
      problem('it is not "<partner>=<secret>", with a name of lower-case letters, digits and hyphens');
      continue;
    }
    if (secretsOf.has(name)) problem(`partner ${name} has an entry before; put all its secrets into one`);
    if (secrets.length === 0 || secrets.some((secret) => signingKeyOf(secret) === null)) {
      problem(`a secret of partner ${name} is not "whsec_" and the base64 of 24 to 64 bytes`);
    }
    if (secrets.some((secret) => seen.has(secret))) {
      problem(`a secret of partner ${name} is given twice; every partner needs its own`);
    }
    for (const secret of secrets) seen.add(secret);
    secretsOf.set(name, secrets);
  }
  return secretsOf;
}

/** The first equals sign ends the name; base64 has some of its own. */
function entryOf(entry: string): { readonly name: string; readonly secrets: readonly string[] } {
  const end = entry.indexOf('=');
  if (end < 0) return { name: '', secrets: [] };
  const secrets = entry
    .slice(end + 1)
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
  return { name: entry.slice(0, end).trim(), secrets };
}

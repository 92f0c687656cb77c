import type { Sender } from './rendered-mail.js';

/** One address, no display name, no list, no white space; 254 characters at most (RFC 5321, 4.5.3.1.3). */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]{1,189}$/u;

/** Whether the text is one bare e-mail address. */
export function isAddress(text: string): boolean {
  return ADDRESS.test(text);
}

/** The part after the @. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** A sender as it stands in a `From` header. */
export function formatSender({ name, email }: Sender): string {
  const needsQuotes = /[^\p{L}\p{N} !#$%&'*+\-/=?^_`{|}~]/u.test(name);
  return `${needsQuotes ? `"${name.replaceAll(/["\\]/g, '\\$&')}"` : name} <${email}>`;
}

/**
 * A tag travels with the mail and comes back with its bounce, so it carries the mail's key. Tags hold ASCII letters, digits, `_`
 * and `-` (https://resend.com/docs/dashboard/emails/tags, read 2026-11-21), so the key is base64url; a key that would make a tag
 * of more than 256 characters leaves without one.
 */
const NAME = 'mail_key';
const MAX_LENGTH = 256;

/** A tag as the API takes it. */
export interface Tag {
  readonly name: string;
  readonly value: string;
}

/** The tag for a mail's key; none for a key too long. */
export function keyTag(key: string): readonly Tag[] {
  const bytes = new TextEncoder().encode(key);
  const value = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
  return value === '' || value.length > MAX_LENGTH ? [] : [{ name: NAME, value }];
}

/** The key in a webhook's tags, which the documentation shows both as an object and as a list of name and value. */
export function keyInTags(tags: unknown): string | undefined {
  const value = Array.isArray(tags)
    ? tags.map(fieldsOf).find(({ name }) => name === NAME)?.value
    : fieldsOf(tags)[NAME];
  return typeof value === 'string' && value !== '' ? decodeKey(value) : undefined;
}

function decodeKey(value: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(value.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
      sign.charCodeAt(0),
    );
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

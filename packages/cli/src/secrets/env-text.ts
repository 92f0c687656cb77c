/** The text of a `.env` file with one name set; every other line stays as it is. Reads back as Node's `parseEnv` reads it. */
import { CliError } from '../cli-error.js';

/** Sets a name, in its own place if it has one, else at the end. Throws SECRET_REFUSED for a value no `.env` can hold. */
export function setInEnvText(text: string, name: string, value: string): string {
  const line = `${name}=${quoted(name, value)}`;
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const isIts = (each: string): boolean => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(each);
  const last = lines.findLastIndex(isIts); // the last one counts
  const kept = lines.flatMap((each, at) => (at === last ? [line] : isIts(each) ? [] : [each]));
  return `${(last === -1 ? [...lines, line] : kept).join('\n')}\n`;
}

/** Plain where nothing in it means anything, else in the first kind of quotes that is not in it. */
function quoted(name: string, value: string): string {
  if (/^[\w./:+=,@-]+$/.test(value)) return value;
  const mark = ["'", '`', '"'].find((quote) => !value.includes(quote));
  if (mark !== undefined && !/[\r\n]/.test(value) && (mark !== '"' || !value.includes('\\')))
    return `${mark}${value}${mark}`;
  throw new CliError({
    code: 'SECRET_REFUSED',
    message: `${name} holds line breaks or every kind of quotes, which a .env file cannot keep.`,
    hint: 'Keep it in the encrypted file: --to vault.',
  });
}

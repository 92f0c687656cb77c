import { InvalidArgumentError } from 'commander';

/** A portal id from the command line. */
export function readPortalId(text: string): string {
  if (/^[1-9][0-9]{0,18}$/.test(text)) return text;
  throw new InvalidArgumentError('A portal id is a whole number, such as 51200417.');
}

import { InvalidArgumentError } from 'commander';

/** A whole number from 1 to `most` from the command line. */
export function readCount(most: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (/^[0-9]+$/.test(text) && count >= 1 && count <= most) return count;
    throw new InvalidArgumentError(`It is a whole number from 1 to ${most.toLocaleString('en-US')}.`);
  };
}

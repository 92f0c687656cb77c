import type { ReadStream } from 'node:tty';
import { CliError } from '../cli-error.js';

/** No secret is longer. */
const MOST_BYTES = 64 * 1024;

/** Reads a secret: at a terminal from a prompt that shows nothing of it, else all that is piped in. Throws DECLINED, SECRET_REFUSED. */
export function readSecretFrom(stdin: ReadStream): (name: string) => Promise<string> {
  return async (name) => (stdin.isTTY ? askFor(name) : readAll(stdin));
}

async function askFor(name: string): Promise<string> {
  const { password } = await import('@clack/prompts');
  const answer = await password({ message: `Value of ${name}`, output: process.stderr });
  if (typeof answer === 'string') return answer.trim();
  throw new CliError({ code: 'DECLINED', message: 'Nothing was done.' });
}

async function readAll(stdin: ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_BYTES) {
      throw new CliError({
        code: 'SECRET_REFUSED',
        message: `More than ${MOST_BYTES} bytes were piped in; no secret is so long.`,
      });
    }
  }
  return Buffer.concat(chunks).toString('utf8').trim();
}

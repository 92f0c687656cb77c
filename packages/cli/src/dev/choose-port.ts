import { createServer } from 'node:net';
import { CliError } from '../cli-error.js';

/** Which port is wanted. */
export interface PortWish {
  /** Undefined: the default, or the next free one after it. 0: any free port. Otherwise exactly this one. */
  readonly port: number | undefined;
  readonly defaultPort: number;
  /** The flag that changes it, for the message. */
  readonly flag: string;
}

/** How many ports after the default are tried. */
const TRIES = 50;

/** A port that is free now. Throws PORT_IN_USE when the one asked for is taken. */
export async function choosePort({ port, defaultPort, flag }: PortWish): Promise<number> {
  if (port !== undefined) {
    const free = await tryPort(port);
    if (free !== null) return free;
    throw inUse(
      `Port ${port} is taken by another program.`,
      `Stop that program, or choose another port: ${flag} ${port + 1}`,
    );
  }
  for (let candidate = defaultPort; candidate < defaultPort + TRIES; candidate += 1) {
    const free = await tryPort(candidate);
    if (free !== null) return free;
  }
  throw inUse(
    `The ports ${defaultPort} to ${defaultPort + TRIES - 1} are all taken.`,
    `Choose a free port: ${flag} <number>`,
  );
}

/** The port, when it could be opened; null when it is taken. */
function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}

function inUse(message: string, hint: string): CliError {
  return new CliError({ code: 'PORT_IN_USE', message, hint });
}

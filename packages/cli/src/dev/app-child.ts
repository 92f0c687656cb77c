/** The app's process as its parent sees it: requests with answers, mails and log lines, and an end that is always noticed. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CliError } from '../cli-error.js';
import type { AppPreparation, AppRequest, FromApp, SentMail, WorkerSurfaces } from './app-messages.js';
import type { Logger } from '@hs-x/sdk';
import type { VirtualTime } from './virtual-time.js';

/** Always the built file, also when this one runs from source: a plain Node process loads it. */
const ENTRY = fileURLToPath(new URL('../../dist/dev/app-process.js', import.meta.url));

/** How long a process may take to end by itself before it is killed. */
const STOP_MS = 1_500;

/** One process of the app. */
export interface AppChild {
  readonly pid: number;
  readonly surfaces: WorkerSurfaces;
  /** Opens database and port. Throws APP_START_FAILED. */
  listen(): Promise<void>;
  /** Moves its `Date` and returns when everything due there is worked off; at once when the process is gone. */
  followClock(time: VirtualTime): Promise<void>;
  /** Returns when everything due now is worked off; at once when the process is gone. */
  tick(): Promise<void>;
  /** Ends it gracefully, by force after 1.5 s. */
  stop(): Promise<void>;
  /** Set by the parent: told when the process ends without having been asked to. */
  onCrash: (() => void) | undefined;
}

/** What a process is started with. */
export interface AppChildOptions {
  readonly preparation: AppPreparation;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
  readonly onMail: (mail: SentMail) => void;
}

/** Starts a process and loads the worker in it. Throws APP_START_FAILED with what the worker's top level threw. */
export async function startAppChild(options: AppChildOptions): Promise<AppChild> {
  const process_ = fork(ENTRY, [], {
    cwd: options.preparation.folder,
    env: { ...options.environment },
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  forwardOutput(process_, options.logger);
  const talk = conversation(process_, options);
  const child = createChild(process_, talk);
  try {
    const surfaces = await talk.ask({ kind: 'prepare', preparation: options.preparation });
    return Object.assign(child, { surfaces: surfaces ?? child.surfaces });
  } catch (error) {
    await child.stop();
    throw error;
  }
}

function createChild(process_: ChildProcess, talk: Conversation): AppChild {
  let isStopping = false;
  const child: AppChild = {
    pid: process_.pid ?? 0,
    surfaces: { functions: [], actions: [], tools: [], syncs: [], usesBilling: false },
    async listen() {
      await talk.ask({ kind: 'listen' });
    },
    followClock: (time) => unlessGone(talk, { kind: 'followClock', time }),
    tick: () => unlessGone(talk, { kind: 'tick' }),
    async stop() {
      isStopping = true;
      const timer = setTimeout(() => process_.kill('SIGKILL'), STOP_MS);
      await unlessGone(talk, { kind: 'stop' });
      await talk.ended;
      clearTimeout(timer);
    },
    onCrash: undefined,
  };
  void talk.ended.then(() => {
    if (!isStopping) child.onCrash?.();
  });
  return child;
}

/** Requests on their way and the process's end. */
interface Conversation {
  ask(request: AppRequest): Promise<WorkerSurfaces | undefined>;
  readonly isOver: () => boolean;
  readonly ended: Promise<void>;
}

interface Waiting {
  readonly resolve: (surfaces: WorkerSurfaces | undefined) => void;
  readonly reject: (error: Error) => void;
}

function conversation(process_: ChildProcess, { logger, onMail }: AppChildOptions): Conversation {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    const end = (why: string): void => {
      isOver = true;
      for (const { reject } of waiting.values()) reject(startFailed(`The app's process ended (${why}).`));
      waiting.clear();
      resolve();
    };
    process_.once('exit', (code, signal) => end(signal ?? `exit code ${code ?? 1}`));
    process_.on('error', (error) => end(error.message));
  });
  process_.on('message', (message: FromApp) => {
    if (message.kind === 'log') logger.log(message.level, message.message, message.fields);
    else if (message.kind === 'mail') onMail(message.mail);
    else {
      const asker = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'done') asker?.resolve(message.surfaces);
      else asker?.reject(startFailed(message.message));
    }
  });
  const ask = (request: AppRequest): Promise<WorkerSurfaces | undefined> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      if (isOver || !process_.connected) {
        reject(startFailed("The app's process is gone."));
        return;
      }
      waiting.set(id, { resolve, reject });
      process_.send({ ...request, id });
    });
  return { ask, isOver: () => isOver, ended };
}

/** A process that ended has nothing left to do; any other failure is the caller's to see. */
async function unlessGone(talk: Conversation, request: AppRequest): Promise<void> {
  try {
    await talk.ask(request);
  } catch (error) {
    if (!talk.isOver()) throw error;
  }
}

/** What the author prints with `console.log` is shown as it is. */
function forwardOutput(process_: ChildProcess, logger: Logger): void {
  process_.stdout
    ?.setEncoding('utf8')
    .on('data', (text: string) => logger.log('info', text.trimEnd(), { from: 'console' }));
  process_.stderr
    ?.setEncoding('utf8')
    .on('data', (text: string) => logger.log('error', text.trimEnd(), { from: 'console' }));
}

function startFailed(message: string): CliError {
  return new CliError({ code: 'APP_START_FAILED', message, hint: 'Correct the worker and start again.' });
}

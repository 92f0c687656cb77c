/** One process of the app, from its start to its end, whatever the end is. */
import { fork, type ChildProcess } from 'node:child_process';
import type { AppSettings, FromApp, ToApp } from './app-messages.js';

/** What a process is started with. */
export interface LifeOptions {
  readonly bundleFile: string;
  readonly settings: AppSettings;
  /** The instant it starts at, unix ms. */
  readonly at: number;
  /** Told each warning and error of its log, and why it could not start. */
  readonly onTrouble: (line: string) => void;
}

/** A process that lives or has lived. */
export class AppLife {
  /** Whether it came to listen before it ended. */
  readonly listening: Promise<boolean>;
  /** Resolves at its end with how it ended. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  #isOver = false;
  #hearAnswer: (isDone: boolean) => void = () => undefined;

  constructor({ bundleFile, settings, at, onTrouble }: LifeOptions) {
    const child = fork(bundleFile, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#child = child;
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#isOver = true;
        this.#hearAnswer(false);
        resolve(signal ?? `exit code ${code ?? 0}`);
      });
    });
    child.on('error', () => undefined); // a message to a process just killed; its exit is heard above
    child.on('message', (message: FromApp) => {
      if (message.kind === 'trouble') onTrouble(message.line);
      if (message.kind === 'failed') onTrouble(`failed: ${message.message}`);
      if (message.kind === 'listening' || message.kind === 'followed') this.#hearAnswer(true);
    });
    this.listening = this.#ask({ kind: 'start', settings, at });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Lets it finish, go to the instant and work off what is due there; whether it lived to see that done. One at a time. */
  follow(at: number): Promise<boolean> {
    return this.#ask({ kind: 'follow', at });
  }

  /** Ends it the way a power cut would. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #ask(request: ToApp): Promise<boolean> {
    if (this.#isOver) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#hearAnswer = resolve;
      this.#child.send(request);
    });
  }
}

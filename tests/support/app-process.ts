/** The app of examples/billing-guide as a process of its own, so that it can be killed between any two instructions. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the process is told; plain data. */
export interface AppProcessSettings {
  readonly database: string;
  readonly port: number;
  readonly stripeOrigin: string;
  readonly hubspotOrigin: string;
  /** The frozen instant of the app's clock, unix ms. */
  readonly nowMs: number;
  readonly environment: Readonly<Record<string, string>>;
}

export interface AppProcess {
  /** Ends the process the way a power cut would. */
  kill9(): Promise<void>;
}

/** Starts the process and returns when it listens. */
export async function startAppProcess(settings: AppProcessSettings): Promise<AppProcess> {
  const entry = fileURLToPath(new URL('./app-process-entry.mjs', import.meta.url));
  const child: ChildProcess = fork(entry, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(settings);
  const [message] = (await once(child, 'message')) as [{ listening?: boolean; error?: string }];
  if (!message.listening) throw new Error(message.error ?? 'the app process did not start');
  return {
    async kill9() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

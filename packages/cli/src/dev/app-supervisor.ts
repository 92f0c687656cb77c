/**
 * Keeps one process of the app running. A new one takes over only after it has loaded the author's code; until then, and when it
 * cannot, the old one goes on answering.
 */
import type { AppConfig } from '@hs-x/sdk/config';
import type { Environment } from '../app-folder/own-environment.js';
import type { AppPreparation, SentMail, WorkerSurfaces } from './app-messages.js';
import { startAppChild, type AppChild } from './app-child.js';
import type { Logger } from '@hs-x/sdk';
import type { VirtualTime } from './virtual-time.js';

/** What every process of the app has in common. */
export interface SupervisorOptions {
  readonly preparation: Omit<AppPreparation, 'config' | 'time'>;
  /** The virtual time now. */
  readonly time: () => VirtualTime;
  readonly logger: Logger;
  readonly onMail: (mail: SentMail) => void;
}

/** What one launch brings. */
export interface Launch {
  readonly config: AppConfig;
  readonly environment: Environment;
  /** Called when the new process has loaded the worker, before it answers requests. */
  readonly onLoaded: (surfaces: WorkerSurfaces) => void;
}

/** The app, whichever process it is at the moment. */
export interface AppSupervisor {
  /** Starts a process and lets it take over. Throws APP_START_FAILED; the old one then goes on if it was not stopped yet. */
  launch(launch: Launch): Promise<void>;
  followClock(time: VirtualTime): Promise<void>;
  tick(): Promise<void>;
  stop(): Promise<void>;
}

/** Creates a supervisor with nothing running. */
export function createAppSupervisor(options: SupervisorOptions): AppSupervisor {
  const { preparation, time, logger, onMail } = options;
  let current: AppChild | undefined;
  const onCrash = (): void => {
    current = undefined;
    logger.log('error', 'The app stopped by itself. Save a file to start it again.');
  };
  return {
    async launch({ config, environment, onLoaded }) {
      const next = await startAppChild({
        preparation: { ...preparation, config, time: time() },
        environment,
        logger,
        onMail,
      });
      const former = current;
      current = undefined;
      await former?.stop();
      onLoaded(next.surfaces);
      try {
        await next.listen();
      } catch (error) {
        await next.stop();
        throw error;
      }
      current = Object.assign(next, { onCrash });
      await next.followClock(time());
    },
    followClock: async (moved) => current?.followClock(moved),
    tick: async () => current?.tick(),
    async stop() {
      const last = current;
      current = undefined;
      await last?.stop();
    },
  };
}

import type { Logger } from '@hs-x/sdk';

/** What to start. */
export interface DevOptions {
  /** The folder with `hs-x.toml`. */
  readonly folder: string;
  /** The app's port. 0: any free one. Default: 8787, or the next free one. */
  readonly port?: number;
  /** The console's port. 0: any free one; null: no console. Default: 8788, or the next free one. */
  readonly consolePort?: number | null;
  /** Default `running`, with the machine's time. */
  readonly clock?: 'frozen' | 'running';
  /** First virtual instant, unix ms. Default: now when running, 2026-11-20T09:00:00Z when frozen. */
  readonly startAt?: number;
  /** Same seed, same ids at both vendors. Default 1. */
  readonly seed?: number;
  /** Whether a saved file restarts the app. Default false. */
  readonly isWatching?: boolean;
  /** Whether the database goes when the run ends. Default false: it stays until the next start. */
  readonly isTemporary?: boolean;
  /** Gets the app's log lines and what dev itself has to say. Default: nobody does. */
  readonly logger?: Logger;
}

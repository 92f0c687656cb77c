/** What `hs-x dev` and the app's own process tell each other. Plain data: it travels as JSON. */
import type { AppConfig } from '@hs-x/sdk/config';
import type { VendorOverrides } from '@hs-x/sdk/node';
import type { VirtualTime } from './virtual-time.js';

/** What the app's process is given before it may load the worker. */
export interface AppPreparation {
  /** The app's folder: its own `@hs-x/sdk` is the one that runs. */
  readonly folder: string;
  readonly bundleFile: string;
  readonly databaseFile: string;
  readonly config: AppConfig;
  readonly port: number;
  readonly vendors: VendorOverrides;
  readonly time: VirtualTime;
}

/** What the worker declared, by name. */
export interface WorkerSurfaces {
  readonly functions: readonly string[];
  readonly actions: readonly string[];
  readonly tools: readonly string[];
  readonly syncs: readonly string[];
  readonly usesBilling: boolean;
}

/** To the app's process. Every request is answered by `done` with its `id`, or by `failed`. */
export type ToApp = { readonly id: number } & (
  | { readonly kind: 'prepare'; readonly preparation: AppPreparation }
  | { readonly kind: 'listen' }
  /** Follow the clock, then work off what is due there. */
  | { readonly kind: 'followClock'; readonly time: VirtualTime }
  | { readonly kind: 'tick' }
  | { readonly kind: 'stop' }
);

/** A request without its number. */
export type AppRequest = ToApp extends infer Request
  ? Request extends ToApp
    ? Omit<Request, 'id'>
    : never
  : never;

/** How serious a log line is. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** A mail that left the app's outbox. */
export interface SentMail {
  /** Names the cause; the same key twice is the same mail. */
  readonly key: string;
  readonly to: string;
  readonly template: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Virtual instant, unix ms. */
  readonly sentAt: number;
}

/** From the app's process. */
export type FromApp =
  | { readonly kind: 'done'; readonly id: number; readonly surfaces?: WorkerSurfaces }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'mail'; readonly mail: SentMail }
  | {
      readonly kind: 'log';
      readonly level: LogLevel;
      readonly message: string;
      readonly fields: Readonly<Record<string, unknown>>;
    };

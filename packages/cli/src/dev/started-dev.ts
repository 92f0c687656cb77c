import type { Account, AlertEntry } from '@hs-x/sdk/billing';
import type { AppConfig } from '@hs-x/sdk/config';
import type { Simulators } from '../simulators/load-simulators.js';
import type { SentMail, WorkerSurfaces } from './app-messages.js';
import type { Mailbox } from './mailbox.js';
import type { MailPreview } from './preview-mail.js';
import type { TimeTravel } from './time-travel.js';

/** Everything, running. */
export interface StartedDev extends TimeTravel {
  /** The app's folder, absolute. */
  readonly folder: string;
  readonly appUrl: string;
  /** Null when no console was wished. */
  readonly consoleUrl: string | null;
  readonly simulators: Simulators;
  readonly mailbox: Mailbox;
  /** The mail as a person would see it. */
  readonly preview: (mail: SentMail) => Promise<MailPreview>;
  /** The SQLite file of this run. */
  readonly databaseFile: string;
  /** The configuration the running app has. */
  config(): AppConfig;
  surfaces(): WorkerSurfaces;
  /** Every billing account of the app, by portal id. */
  accounts(): Promise<readonly Account[]>;
  /** The app's open alerts, newest first; at most 100. */
  alerts(): Promise<readonly AlertEntry[]>;
  /** Marks an alert as dealt with. */
  resolveAlert(key: string): Promise<void>;
  /** Lets a mail of the mailbox bounce, and the app work off what follows; answers whether it took the carrier's word. */
  bounce(mail: SentMail): Promise<boolean>;
  /** Loads the files anew, as a save does when watching. Throws CONFIG_INVALID, BUNDLE_FAILED or APP_START_FAILED; the app then goes on as it was. */
  reload(): Promise<void>;
  /** Stops everything within two seconds. */
  stop(): Promise<void>;
}

import type { AdminHealth } from '@hs-x/sdk/admin';
import type { AppConfig } from '@hs-x/sdk/config';
import type { DatabaseState } from '@hs-x/sdk/node';
import type {
  CatalogueFinding,
  PortalConfigurationPlan,
  StripeEndpoint,
  StripePriceState,
} from '@hs-x/sdk/stripe';
import type { Environment } from '../app-folder/own-environment.js';
import type { Asked } from './finding.js';

/** Stripe's two worlds. */
export type Mode = 'test' | 'live';

/** Everything the checks go by. What could not be had says why; nothing here was written anywhere. */
export interface DoctorFacts {
  /** Our wall clock, unix ms. */
  readonly now: number;
  /** The clock the app goes by; another one only under `hs-x dev`. */
  readonly appNow: number;
  /** Of this process, such as `24.11.0`. */
  readonly nodeVersion: string;
  /** Whether the app runs on another machine, with an environment of its own. */
  readonly isElsewhere: boolean;
  /** Whether the app runs, or ran, under `hs-x dev`: vendors and mails were played. */
  readonly isUnderDev: boolean;
  /** With values; checks look at their shape and never tell them. */
  readonly environment: Environment;
  /** `hs-x.toml`, or its problems. */
  readonly config: Asked<AppConfig>;
  /** Problems `hs-x start` would refuse to start with; null without a readable `hs-x.toml`. */
  readonly settingProblems: readonly string[] | null;
  readonly database: DatabaseFacts;
  readonly stripe: readonly StripeFacts[];
  readonly clocks: readonly ClockReading[];
  /** What the app says of itself. */
  readonly app: Asked<AdminHealth>;
  readonly hubspot: HubspotFacts;
  /** `null`: the app sends no mails, or can; otherwise what keeps it from sending. */
  readonly mailProblem: string | null;
}

/** Where the app's data is. */
export interface DatabaseFacts {
  /** Whether the database is one that `hs-x dev` left. */
  readonly isLeftByDev: boolean;
  /** `code` DATABASE_MISSING: there is none yet; DATABASE_ELSEWHERE: it is where the app runs; otherwise it cannot be read. */
  readonly state: Asked<DatabaseState>;
}

/** One mode of the Stripe account. */
export interface StripeFacts {
  readonly mode: Mode;
  /** Whether the app runs in this mode. */
  readonly isOwn: boolean;
  /** The app's origin; null: it is not known, or Stripe cannot reach it. */
  readonly appUrl: string | null;
  readonly endpoints: Asked<readonly StripeEndpoint[]>;
  readonly portal: Asked<PortalConfigurationPlan>;
  /** The configured prices of this mode; null: Stripe has none of that id. */
  readonly prices: Asked<readonly PriceFacts[]>;
  /** What is wrong with products, prices, lookup keys and portal beside hs-x.toml. */
  readonly catalogue: Asked<readonly CatalogueFinding[]>;
  /** Events of the last three days that no endpoint has accepted. */
  readonly undelivered: Asked<number>;
}

/** A price of `hs-x.toml` and what Stripe has under its id. */
export interface PriceFacts {
  readonly plan: string;
  readonly priceId: string;
  readonly state: StripePriceState | null;
}

/** A clock somewhere else, read once. */
export interface ClockReading {
  readonly who: 'stripe' | 'hubspot' | 'app';
  /** Theirs minus ours, ms. */
  readonly aheadMs: Asked<number>;
}

/** The app as HubSpot meets it. */
export interface HubspotFacts {
  /** What answers at `APP_URL/health`: the app's mode; with `code` UNREACHABLE the app does not answer there. */
  readonly health: Asked<{ readonly mode: string }>;
  /** Redirect URLs of the project files `hs-x build` has written; null: there are none. */
  readonly redirectUrls: readonly string[] | null;
}

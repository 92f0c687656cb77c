/** What a runtime assembles an app from. Everything that touches the world is handed in. */
import type { BillingEngine } from '../billing/billing-engine.js';
import type { BounceReader } from '../billing/ports/bounce-reader.js';
import type { ControlPlaneBilling } from '../contract/control-plane.js';
import type { AppConfig } from '../contract/app-config.js';
import type {
  HubspotOrigins,
  InstallTokenStore,
  OauthStates,
  TokenClient,
  TokenSource,
} from '../hubspot/index.js';
import type { OnceStore } from '../hubspot/index.js';
import type { Background } from '../kernel/background.js';
import type { TokenSigner } from '../kernel/signed-token.js';
import type { AdminStore } from './admin/admin-store.js';
import type { OriginMap } from './ctx-http.js';
import type { KvStore } from './ports.js';
import type { FormerHashKeys } from './secrets/former-hash-keys.js';
import type { SecretLog } from './secrets/secret-log.js';
import type { SecretStore } from './secrets/secret-store.js';
import type { SyncRunStore } from './sync/sync-runs.js';
import type { WorkerDefinition } from './worker-definition.js';

/** The app as HubSpot knows it. */
export interface HubspotApp {
  readonly clientId: string;
  /** The client secrets: the present one, and during a rotation the one before. */
  readonly secrets: readonly [string, ...string[]];
  readonly redirectUri: string;
  readonly origins: HubspotOrigins;
  /** Origins besides HubSpot's a Marketplace install may return to; only `hs-x dev` names any. */
  readonly extraReturnOrigins: readonly string[];
  readonly client: TokenClient;
  readonly states: OauthStates;
  readonly tokens: InstallTokenStore;
  readonly tokenSource: TokenSource;
}

/** The parts of one running app. */
export interface AppParts {
  readonly definition: WorkerDefinition;
  readonly config: AppConfig;
  readonly engine: BillingEngine;
  readonly kv: KvStore;
  readonly once: OnceStore;
  readonly syncRuns: SyncRunStore;
  readonly adminStore: AdminStore;
  readonly secretStore: SecretStore;
  readonly secretLog: SecretLog;
  readonly hashKeys: FormerHashKeys;
  /** `HSX_ADMIN_SECRET`: what operators sign their requests with, the present one first; empty: the app answers no operator over HTTP. */
  readonly adminSecrets: readonly string[];
  /** Null: the app has no control plane. */
  readonly controlPlane: ControlPlaneBilling | null;
  readonly signer: TokenSigner;
  readonly hubspot: HubspotApp;
  /** Reads the mail carrier's webhooks; null: nobody tells of bounces. */
  readonly bounceReader: BounceReader | null;
  /** The app's public origin, such as `https://app.example.com`; every link is made from it. */
  readonly appUrl: string;
  /** In `hs-x dev` the vendors' hosts lead to the simulators; empty everywhere else. */
  readonly vendorOrigins: OriginMap;
  readonly background: Background;
}

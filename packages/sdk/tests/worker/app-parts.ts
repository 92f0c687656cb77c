/** The parts of an app on a real SQLite file. HubSpot is not called by what these tests run. */
import type { AppParts } from '../../src/worker/app-parts.js';
import { makeCtx } from '../../src/worker/make-ctx.js';
import type { Ctx } from '../../src/worker/ctx.js';
import { defineWorker, type Worker } from '../../src/worker/define-worker.js';
import type { BillingConfig } from '../../src/contract/app-config.js';
import { createTokenSigner } from '../../src/kernel/signed-token.js';
import { buildBillingConfig, buildHubspotConfig } from '../../src/testing/index.js';
import { KEY, openWorld, type World } from '../billing/shell/world.js';

export interface TestApp extends World {
  readonly parts: AppParts;
  /** Returns when the work started after the answers is done. */
  settle(): Promise<void>;
}

export async function openApp(
  more: {
    declare?: (worker: Worker) => void;
    billing?: Partial<BillingConfig>;
    isHandWired?: boolean;
    before?: World;
    parts?: Partial<AppParts>;
  } = {},
): Promise<TestApp> {
  const { billing, before, isHandWired = false } = more;
  const world = await openWorld({
    isHandWired,
    ...(billing ? { billing } : {}),
    ...(before ? { before } : {}),
  });
  const underWay: Promise<unknown>[] = [];
  const parts: AppParts = {
    definition: defineWorker(({ worker }) => more.declare?.(worker)),
    config: {
      app: { name: 'Enricher' },
      hubspot: buildHubspotConfig(),
      email: { from: null, reply_to: null },
      alerts: { email: null, webhook: null },
      billing: buildBillingConfig(billing),
    },
    engine: world.engine,
    kv: world.stores.kv,
    once: world.stores.once,
    syncRuns: world.stores.syncRuns,
    adminStore: world.stores.admin,
    secretStore: world.stores.secrets,
    secretLog: {
      live: {
        HSX_SECRET: [],
        HUBSPOT_CLIENT_SECRET: [],
        STRIPE_WEBHOOK_SECRET: [],
        STRIPE_METER_WEBHOOK_SECRET: [],
        HSX_ADMIN_SECRET: [],
      },
      note: () => undefined,
      noteLive: () => Promise.resolve(),
    },
    hashKeys: { all: () => Promise.resolve([]), keep: () => Promise.resolve('kept') },
    controlPlane: null,
    adminSecrets: [],
    signer: createTokenSigner(['a secret of thirty-two characters']),
    hubspot: {} as AppParts['hubspot'],
    bounceReader: null,
    appUrl: 'https://app.example',
    vendorOrigins: {},
    background: (work) => {
      underWay.push(work());
    },
    ...more.parts,
  };
  const settle = async () => {
    await Promise.all(underWay.splice(0));
  };
  return { ...world, parts, settle };
}

export async function ctxOf({ parts }: TestApp, portalId: string = KEY.portalId): Promise<Ctx> {
  return makeCtx(parts, parts.engine.logger, portalId);
}

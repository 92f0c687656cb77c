/**
 * The app in the storm, as a process of its own: the proof's plans, real SQLite, real HTTP, a real mail transport. It is bundled into one
 * file before it runs, so that a restart costs a tenth of a second. Nothing in it knows that it is going to be killed.
 */
import { createMailer, type Transport } from '@hs-x/email';
import { httpTransport } from '@hs-x/email/http';
import { smtpTransport } from '@hs-x/email/smtp';
import { billing, createLogger, defineWorker } from '@hs-x/sdk';
import { startNodeApp, type RunningApp } from '@hs-x/sdk/node';
import { proofConfig } from '../proof/proof-config.js';
import {
  HANDLED_PREFIX,
  type AppSettings,
  type FromApp,
  type MailRoute,
  type ToApp,
} from './app-messages.js';

let now = 0;
let app: RunningApp | undefined;

process.on('message', (request: ToApp) => void answer(request));
process.on('disconnect', () => process.exit());

async function answer(request: ToApp): Promise<void> {
  try {
    await carryOut(request);
    tell({ kind: request.kind === 'start' ? 'listening' : 'followed' });
  } catch (error) {
    tell({ kind: 'failed', message: String(error) }, () => process.exit(1));
  }
}

/** What was begun at the former instant ends there: its leases hold a minute, and a minute passes here in no time. */
async function carryOut(request: ToApp): Promise<void> {
  if (request.kind === 'start') {
    now = request.at;
    app = await start(request.settings);
    return;
  }
  await app?.tick();
  now = request.at;
  await app?.tick();
}

function start(settings: AppSettings): Promise<RunningApp> {
  const { database, port, stripeOrigin, hubspotOrigin, environment } = settings;
  const sender = { name: 'Proof', fromEmail: 'billing@proof.test', url: environment.APP_URL ?? '' };
  return startNodeApp({
    definition: defineWorker(({ worker }) => {
      worker.use(billing());
      worker.trigger('stripe.webhook', async (ctx) => {
        await ctx.kv.put(`${HANDLED_PREFIX}${(ctx.event as { id: string }).id}`, true);
      });
    }),
    config: proofConfig({ afterCancel: 'deny', graceDays: 0 }),
    database,
    port,
    hostname: 'localhost',
    environment,
    logger: createLogger((level, message, fields) => {
      if (level !== 'error' && level !== 'warn') return;
      tell({ kind: 'trouble', line: `${level}: ${message} ${JSON.stringify(fields)}` });
    }),
    clock: { now: () => now },
    wallClock: { now: () => Date.now() },
    mailer: createMailer({ transport: transportOf(settings.mail), app: sender }),
    vendors: {
      stripeOrigin,
      hubspotOrigins: { appOrigin: hubspotOrigin, apiOrigin: hubspotOrigin },
      httpOrigins: {},
    },
  });
}

function transportOf(mail: MailRoute): Transport {
  return mail.kind === 'smtp'
    ? smtpTransport({ host: '127.0.0.1', port: mail.port })
    : httpTransport({ provider: 'resend', apiKey: 're_storm', baseUrl: mail.baseUrl });
}

function tell(message: FromApp, whenSent?: () => void): void {
  if (process.connected) process.send?.(message, undefined, undefined, whenSent);
}

import type { BounceReader } from '../../billing/ports/bounce-reader.js';
import type { Mailer } from '../../billing/ports/mailer.js';
import type { Logger } from '../../kernel/logger.js';
import type { Environment } from '../../worker/env.js';
import type { CompositionOptions } from '../compose-app.js';

/** What a Worker is made of. Addresses, keys and secrets are no part of it: they are bindings, under the names they have on Node. */
export type CloudflareWorkerOptions = Pick<
  CompositionOptions,
  'definition' | 'config' | 'alertSinks' | 'clock' | 'wallClock' | 'vendors'
> & {
  /** Makes the mailer, such as `createMailer` of `@hs-x/email` with its HTTP transport; without one, mails wait in the outbox. */
  readonly mailer?: (environment: Environment) => Mailer | null;
  /** Makes the reader of `/webhooks/email`, such as `bounceReader` of `@hs-x/email/http`; without one that address does not exist. */
  readonly bounceReader?: (environment: Environment) => BounceReader | null;
  /** How work goes on after an answer. Default: `waitUntil` of Workers. What is cut off is taken up by a later minute's cron. */
  readonly waitUntil?: (work: Promise<unknown>) => void;
  /** Default: one JSON object a line to the console, which is what Workers Logs reads. */
  readonly logger?: Logger;
};

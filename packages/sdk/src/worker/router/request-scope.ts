import type { Context } from 'hono';
import type { Logger } from '../../kernel/logger.js';

/** What every request carries: an id that is in every log line and every error page of it, and a CSP nonce. */
export interface RequestVariables {
  readonly requestId: string;
  readonly logger: Logger;
  readonly nonce: string;
}

/** The router's environment type. */
export interface RouterEnv {
  Variables: RequestVariables;
}

/** A request as the routes see it. */
export type RouteContext = Context<RouterEnv>;

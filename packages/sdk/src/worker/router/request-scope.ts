import type { Context } from 'hono';
import type { Logger } from '../../kernel/logger.js';

/**
 * Reads the bytes of a body as received, once; null as soon as they are more than `maxBytes`. Rejects when the connection ends before the body
 * does.
 */
export type BodyReader = (maxBytes: number) => Promise<Uint8Array<ArrayBuffer> | null>;

/** What a runtime does better for a request than the web's `Request` does. */
export interface RequestRuntime {
  /** Default: through the request's own stream. */
  readonly readBody?: BodyReader;
}

/** What every request carries: an id that is in every log line and every error page of it, and a CSP nonce. */
export interface RequestVariables {
  readonly requestId: string;
  readonly logger: Logger;
  /** Empty where no page is answered. */
  readonly nonce: string;
  /** The answer that was made with every header it must have, if it was. */
  readonly completeAnswer: Response;
}

/** The router's environment type. */
export interface RouterEnv {
  Bindings: RequestRuntime;
  Variables: RequestVariables;
}

/** A request as the routes see it. */
export type RouteContext = Context<RouterEnv>;

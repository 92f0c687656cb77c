import { Hono, type Context } from 'hono';

import { silence } from '../../kernel/silence.js';
import { API_VERSION } from '../events/object.js';
import type { StripeWorld } from '../world.js';
import { authenticate } from './authentication.js';
import { StripeFailure } from './failure.js';
import { refusalAnswer, respond, type RawAnswer } from './respond.js';
import type { ApiRoute } from './route.js';

/** The API of the account over HTTP: every route under authentication, everything else refused in Stripe's shape. */
export function createApiApp(
  world: StripeWorld,
  options: { readonly routes: readonly ApiRoute[]; readonly secretKeys: readonly string[] },
): Hono {
  const app = new Hono();
  const guarded =
    (answer: (context: Context) => Promise<RawAnswer | undefined> | RawAnswer) =>
    async (context: Context): Promise<Response> => {
      try {
        authenticate(context.req.header('authorization'), options.secretKeys);
        const given = await answer(context);
        return given === undefined ? silence() : toResponse(given);
      } catch (error) {
        return toResponse(refusalAnswer(world.ids.next('req_'), asFailure(error)));
      }
    };
  for (const route of options.routes) {
    app.on(
      route.method,
      route.path,
      guarded(async (context) => respond(world, route, await readRequest(context))),
    );
  }
  app.all('/v1/*', guarded(unrecognizedUrl));
  app.all('/v2/*', guarded(unrecognizedUrl));
  return app;
}

async function readRequest(context: Context): Promise<Parameters<typeof respond>[2]> {
  const { method, path } = context.req;
  return {
    method,
    path,
    id: context.req.param('id') ?? '',
    form: method === 'POST' ? await context.req.text() : new URL(context.req.url).search.slice(1),
    idempotencyKey: context.req.header('idempotency-key'),
  };
}

function unrecognizedUrl(context: Context): never {
  throw new StripeFailure(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${context.req.method}: ${context.req.path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });
}

/** What is no refusal is a defect of the simulator: shown on standard error, answered as Stripe's own failures are. */
function asFailure(error: unknown): StripeFailure {
  if (error instanceof StripeFailure) return error;
  console.error(error);
  const message = `The simulator failed: ${error instanceof Error ? error.message : String(error)}`;
  return new StripeFailure(500, { type: 'api_error', message });
}

function toResponse(answer: RawAnswer): Response {
  return new Response(answer.body, {
    status: answer.status,
    headers: { 'content-type': 'application/json', 'stripe-version': API_VERSION, ...answer.headers },
  });
}

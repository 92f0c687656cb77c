/** Card functions: what `ctx.fn(name, args)` in a card calls. Identity is the signed query, never the body. */
import { hasFeature } from '../../billing/gate.js';
import { isPaymentError } from '../../billing/payment-errors.js';
import { fieldsOf } from '../../kernel/fields.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { SECOND_MS } from '../../kernel/instant.js';
import { SNAPSHOT, type CardUser } from '../ctx.js';
import type { FunctionOptions } from '../surface-options.js';
import { withinTime } from '../within-time.js';
import type { WorkerDefinition } from '../worker-definition.js';
import type { OpenCtx } from '../open-ctx.js';
import { notDeclared } from './not-declared.js';
import { paymentEnvelope } from './payment-envelope.js';
import type { SurfaceAnswer } from './surface-answer.js';

/** Below the 15 s `hubspot.fetch` waits by default, so that the card gets our answer (HubSpot's documentation, read 2026-11-20). */
const DEFAULT_LIMIT_MS = 12 * SECOND_MS;

/** Functions every app has. */
const BUILT_IN: Readonly<Record<string, FunctionOptions>> = {
  billing: { run: (ctx) => ctx[SNAPSHOT]() },
  hasFeature: { run: (ctx, args) => hasFeature(ctx, featureOf(args)) },
};

/** One call of a function. */
export interface FunctionCall {
  readonly name: string;
  readonly args: unknown;
  readonly user: CardUser;
  /** Makes the link that a refusal carries. */
  upgradeUrl(): Promise<string>;
  /** Makes the signed portal's `ctx`. */
  readonly openCtx: OpenCtx;
}

/** Runs a function: 200 with the result, 402 for "not paid", everything else as thrown. */
export async function runFunction(definition: WorkerDefinition, call: FunctionCall): Promise<SurfaceAnswer> {
  const { name, args, user } = call;
  const builtIn = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  const fn = definition.functions.get(name) ?? builtIn;
  if (!fn) throw notDeclared('function', name);
  const ctx = await call.openCtx({ user });
  const limit = { what: `The function ${name}`, limitMs: fn.timeLimitMs ?? DEFAULT_LIMIT_MS };
  try {
    const result: unknown = await withinTime(limit, () => fn.run(ctx, args));
    return { status: 200, body: { ok: true, result: result ?? null } };
  } catch (error) {
    if (!isPaymentError(error)) throw error;
    return { status: 402, body: paymentEnvelope(error, await call.upgradeUrl()) };
  }
}

function featureOf(args: unknown): never {
  const { feature } = fieldsOf(args);
  if (typeof feature === 'string') return feature as never;
  throw new HsxError({
    code: 'REQUEST_INVALID',
    message: 'hasFeature was called without a feature: expected { "feature": "<name>" }.',
    hint: 'Pass the name of a feature of hs-x.toml.',
  });
}

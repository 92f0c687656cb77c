/** Card functions: what `ctx.fn(name, args)` in a card calls. Identity is the signed query, never the body. */
import { hasFeature } from '../../billing/gate.js';
import { isPaymentError } from '../../billing/payment-errors.js';
import { fieldsOf } from '../../kernel/fields.js';
import { HsxError } from '../../kernel/hsx-error.js';
import type { Ctx } from '../ctx.js';
import type { SurfaceHandler, WorkerDefinition } from '../worker-definition.js';
import { notDeclared } from './not-declared.js';
import { paymentEnvelope } from './payment-envelope.js';
import type { SurfaceAnswer } from './surface-answer.js';

/** Functions every app has. */
const BUILT_IN: Readonly<Record<string, SurfaceHandler>> = {
  hasFeature: (ctx, args) => hasFeature(ctx, featureOf(args)),
};

/** Runs a function: 200 with the result, 402 for "not paid", everything else as thrown. */
export async function runFunction(
  definition: WorkerDefinition,
  call: { name: string; args: unknown; ctx: Ctx; upgradeUrl: string },
): Promise<SurfaceAnswer> {
  const { name, ctx } = call;
  const builtIn = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  const handler = definition.functions.get(name) ?? builtIn;
  if (!handler) throw notDeclared('function', name);
  try {
    const result: unknown = await handler(ctx, call.args);
    return { status: 200, body: { ok: true, result: result ?? null } };
  } catch (error) {
    if (isPaymentError(error)) return { status: 402, body: paymentEnvelope(error, call.upgradeUrl) };
    throw error;
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

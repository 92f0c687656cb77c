import type { SigningOptions } from '../calls/send-signed.js';
import { isRecord } from '../crm/read-properties.js';
import type { SurfaceCall } from './surface-call-control.js';

/** Reads a signed call from control JSON; undefined when portal or name is missing. */
export function readSurfaceCall(body: unknown): SurfaceCall | undefined {
  if (!isRecord(body) || typeof body.portalId !== 'number' || typeof body.name !== 'string') return undefined;
  const signing = readSigning(body.signing);
  return {
    portalId: body.portalId,
    name: body.name,
    ...(typeof body.userId === 'number' ? { userId: body.userId } : {}),
    ...(body.input === undefined ? {} : { input: body.input }),
    ...(typeof body.recordId === 'string' ? { recordId: body.recordId } : {}),
    ...(typeof body.callbackId === 'string' ? { callbackId: body.callbackId } : {}),
    ...(typeof body.isRepeated === 'boolean' ? { isRepeated: body.isRepeated } : {}),
    ...(signing === undefined ? {} : { signing }),
  };
}

/** Reads calls that leave in one request; undefined when one of them is none. */
export function readSurfaceCalls(body: unknown): readonly SurfaceCall[] | undefined {
  if (!isRecord(body) || !Array.isArray(body.calls) || body.calls.length === 0) return undefined;
  const calls = body.calls.map(readSurfaceCall);
  return calls.every((call) => call !== undefined) ? calls : undefined;
}

/** Reads how to sign; undefined means as HubSpot does. */
export function readSigning(input: unknown): SigningOptions | undefined {
  if (!isRecord(input)) return undefined;
  return {
    ...(typeof input.clientSecret === 'string' ? { clientSecret: input.clientSecret } : {}),
    ...(typeof input.timestampMs === 'number' ? { timestampMs: input.timestampMs } : {}),
    ...(input.signatures === 'all' || input.signatures === 'v3' || input.signatures === 'legacy'
      ? { signatures: input.signatures }
      : {}),
    ...(input.uriForm === 'raw' || input.uriForm === 'table_decoded' ? { uriForm: input.uriForm } : {}),
  };
}

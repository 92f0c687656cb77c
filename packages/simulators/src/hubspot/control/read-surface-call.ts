import type { SigningOptions } from '../calls/send-signed.js';
import { isRecord } from '../crm/read-properties.js';
import type { SurfaceCall } from './hubspot-control.js';

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
    ...(signing === undefined ? {} : { signing }),
  };
}

/** Reads how to sign; undefined means as HubSpot does. */
export function readSigning(input: unknown): SigningOptions | undefined {
  if (!isRecord(input)) return undefined;
  return {
    ...(typeof input.clientSecret === 'string' ? { clientSecret: input.clientSecret } : {}),
    ...(typeof input.timestampMs === 'number' ? { timestampMs: input.timestampMs } : {}),
    ...(input.uriForm === 'raw' || input.uriForm === 'table_decoded' ? { uriForm: input.uriForm } : {}),
  };
}

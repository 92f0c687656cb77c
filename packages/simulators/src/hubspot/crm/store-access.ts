import type { Context } from 'hono';

import { apiError } from '../api-error.js';
import { authenticateBearer } from '../bearer.js';
import type { HubspotEngine } from '../hubspot-state.js';
import { isCrmObjectType } from './crm-record.js';
import { openRecordStore, type PropertyValues, type RecordStore } from './record-store.js';

/** Runs `work` with the caller's objects, or answers the refusal: unknown type, no token, missing scope. */
export function withStore(
  engine: HubspotEngine,
  c: Context,
  access: 'read' | 'write',
  work: (store: RecordStore) => Response | Promise<Response>,
): Response | Promise<Response> {
  const objectType = c.req.param('objectType') ?? '';
  if (!isCrmObjectType(objectType)) {
    return apiError(engine, { httpStatus: 400, message: `Unable to infer object type from: ${objectType}` });
  }
  const caller = authenticateBearer(engine, c, [`crm.objects.${objectType}.${access}`]);
  if (caller instanceof Response) return caller;
  return work(openRecordStore(engine, caller.portal.portalId, objectType));
}

/** The 400 for a body that is not what the route takes. */
export function invalidInput(engine: HubspotEngine): Response {
  return apiError(engine, {
    httpStatus: 400,
    message: 'Invalid input JSON: expected { "properties": { name: text } }.',
    category: 'VALIDATION_ERROR',
  });
}

/** The 409 for a contact whose e-mail is taken; undefined when it is free. */
export function conflictWith(
  engine: HubspotEngine,
  store: RecordStore,
  properties: PropertyValues,
): Response | undefined {
  const email = properties.email;
  const taken =
    email === undefined || email === null ? undefined : store.find({ property: 'email', value: email });
  if (taken?.objectType !== 'contacts') return undefined;
  return apiError(engine, {
    httpStatus: 409,
    message: `Contact already exists. Existing ID: ${taken.id}`,
    category: 'CONFLICT',
  });
}

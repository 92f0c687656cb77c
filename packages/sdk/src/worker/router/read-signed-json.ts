import { verifyHubspotRequest, type SignedHubspotRequest } from '../../hubspot/index.js';
import type { AppParts } from '../app-parts.js';
import { noteHubspotSecret } from '../secrets/note-hubspot-secret.js';
import { parseJson, readBytes } from './read-body.js';
import type { RouteContext } from './request-scope.js';

/** Which older signatures a route accepts. */
export type AcceptedSignatures = Pick<SignedHubspotRequest, 'allowV1' | 'allowV2'>;

/** The JSON body of a request HubSpot signed. Nothing of an unsigned one is looked at. Throws SIGNATURE_INVALID, BODY_TOO_LARGE, REQUEST_INVALID. */
export async function readSignedJson(
  context: RouteContext,
  { hubspot, engine, appUrl, secretLog, background }: AppParts,
  accepted: AcceptedSignatures = {},
): Promise<unknown> {
  const body = await readBytes(context);
  const request = {
    method: context.req.method,
    url: context.req.url,
    headers: context.req.raw.headers,
    body,
    secrets: hubspot.secrets,
    wallNow: engine.wallClock.now(),
    publicOrigin: appUrl,
    ...accepted,
  };
  await verifyHubspotRequest(request);
  noteHubspotSecret(secretLog, request, background);
  return parseJson(body);
}

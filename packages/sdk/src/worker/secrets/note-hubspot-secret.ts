import { verifyHubspotRequest, type SignedHubspotRequest } from '../../hubspot/index.js';
import { fromUtf8 } from '../../kernel/bytes.js';
import type { SecretLog } from './secret-log.js';

/**
 * Notes under which client secret a genuine request came. With one there is nothing to find out; while there are several, the request is proven
 * again under one after the other, after it was answered.
 */
export function noteHubspotSecret(
  log: SecretLog,
  request: SignedHubspotRequest,
  background: (work: () => Promise<unknown>) => void,
): void {
  const [first, ...others] = request.secrets;
  if (others.length === 0) log.note('HUBSPOT_CLIENT_SECRET', first, signOf(request));
  else background(() => noteFitting(log, request));
}

async function noteFitting(log: SecretLog, request: SignedHubspotRequest): Promise<void> {
  for (const secret of request.secrets) {
    const isFitting = await verifyHubspotRequest({ ...request, secrets: [secret] }).then(
      () => true,
      () => false,
    );
    if (!isFitting) continue;
    log.note('HUBSPOT_CLIENT_SECRET', secret, signOf(request));
    return;
  }
}

/** A drill sends an empty batch, which HubSpot never does. */
function signOf({ body }: SignedHubspotRequest): 'used' | 'probed' {
  return body.length === 2 && fromUtf8(body) === '[]' ? 'probed' : 'used';
}

import { fieldsOf } from '../../kernel/fields.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { parsePortalId, type PortalId } from '../../kernel/ids.js';

/** Throws FORBIDDEN for an input that names another portal than the signed one: an attempt to act for it, whoever filled it in. */
export function refuseOtherPortal(portalId: PortalId, input: unknown): void {
  const named = fieldsOf(input).portalId;
  if (named === undefined || parsePortalId(named) === portalId) return;
  throw new HsxError({
    code: 'FORBIDDEN',
    message: `The input names another portal than ${portalId}, for which HubSpot called.`,
    hint: 'Leave portalId out of the input; the handler has ctx.portalId.',
  });
}

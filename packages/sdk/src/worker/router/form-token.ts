/** A page's own button carries a token for its portal, so that no other site can press it and no cookie alone is enough. */
import { HsxError } from '../../kernel/hsx-error.js';
import { parsePortalId, type PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';
import { refuseCardNumbers } from '../card-number.js';
import { LINK_LIFE_MS, readLink, signLink } from '../portal-links.js';
import { fromUtf8 } from '../../kernel/bytes.js';
import { readBytes } from './read-body.js';
import type { RouteContext } from './request-scope.js';

/** A submitted form. */
export interface SubmittedForm {
  readonly portalId: PortalId;
  readonly fields: URLSearchParams;
}

/** A token for the buttons of a page made now; an hour long. */
export function formToken(parts: AppParts, portalId: PortalId): Promise<string> {
  const expiresAt = parts.engine.clock.now() + LINK_LIFE_MS.form;
  return signLink(parts.signer, { purpose: 'form', portalId, expiresAt });
}

/** Reads a form and whose it is. Throws LINK_INVALID without a genuine token, CARD_NUMBER_REFUSED, BODY_TOO_LARGE. */
export async function readForm(context: RouteContext, parts: AppParts): Promise<SubmittedForm> {
  const fields = await readFields(context);
  const now = parts.engine.clock.now();
  const portalId = await readLink(parts.signer, { purposes: ['form'], text: fields.get('token'), now });
  if (portalId) return { portalId, fields };
  throw new HsxError({
    code: 'LINK_INVALID',
    message: 'This page was open for more than an hour, or its button was pressed from somewhere else.',
    hint: 'Go back, load the page again and press the button once more. Nothing was changed.',
  });
}

/** Reads a form that belongs to nobody yet: the wish for a link. */
export async function readLinkWish(context: RouteContext): Promise<PortalId | null> {
  return parsePortalId((await readFields(context)).get('portal'));
}

async function readFields(context: RouteContext): Promise<URLSearchParams> {
  const fields = new URLSearchParams(fromUtf8(await readBytes(context)));
  for (const [name, value] of fields) refuseCardNumbers({ [name]: value });
  return fields;
}

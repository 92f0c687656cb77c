import type { BillingEngine } from '../billing/billing-engine.js';
import { HsxError } from '../kernel/hsx-error.js';
import type { PortalId } from '../kernel/ids.js';
import { refuseCardNumbers } from './card-number.js';
import type { CtxEmail } from './ctx.js';

const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+$/;
const TEMPLATE = /^[a-z][a-z0-9-]{0,63}$/;

/** Makes `ctx.email`: mails go to the outbox and leave with it. */
export function createCtxEmail(engine: BillingEngine, portalId: PortalId | null): CtxEmail {
  return {
    async send({ to, template, data = {}, key = crypto.randomUUID() }) {
      if (!ADDRESS.test(to))
        throw refused('its receiver is no e-mail address', 'one address such as name@example.com');
      if (!TEMPLATE.test(template))
        throw refused(`its template "${template}" is no name`, 'lower-case words joined by "-"');
      refuseCardNumbers(data);
      const effect = {
        kind: 'sendEmail',
        key: `app-mail:${portalId ?? 'app'}:${key}`,
        to,
        template,
        data,
      } as const;
      await engine.outbox.add(engine.scope, { portalId, effect, now: engine.clock.now() });
    },
  };
}

function refused(seen: string, allowed: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `ctx.email.send refused a mail: ${seen}. Allowed: ${allowed}.`,
    hint: 'Nothing was queued.',
  });
}

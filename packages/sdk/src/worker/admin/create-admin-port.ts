/** The operators' port beside the store. Each operation is a function in the file of its name. */
import type {
  AdminAnswer,
  AdminOperation,
  AdminPort,
  AdminRequest,
} from '../../contract/admin/admin-operations.js';
import { HsxError } from '../../kernel/hsx-error.js';
import type { AppParts } from '../app-parts.js';
import { alerts } from './operations/alerts.js';
import { diffPlans } from './operations/diff-plans.js';
import { erase } from './operations/erase.js';
import { explain } from './operations/explain.js';
import { grant } from './operations/grant.js';
import { health } from './operations/health.js';
import { link } from './operations/link.js';
import { list } from './operations/list.js';
import { reconcile } from './operations/reconcile.js';
import { replay } from './operations/replay.js';
import { resolveAlerts } from './operations/resolve-alerts.js';
import { revoke } from './operations/revoke.js';
import { secrets } from './operations/secrets.js';
import { show } from './operations/show.js';
import { sync } from './operations/sync.js';
import { transfer } from './operations/transfer.js';

type Operations = {
  readonly [Name in AdminOperation]: (
    parts: AppParts,
    request: AdminRequest<Name>,
  ) => Promise<AdminAnswer<Name>>;
};

const OPERATIONS: Operations = {
  list,
  show,
  explain,
  grant,
  revoke,
  sync,
  reconcile,
  replay,
  link,
  transfer,
  alerts,
  resolveAlerts,
  erase,
  diffPlans,
  health,
  secrets,
};

/** The port on an app's own parts. */
export function createAdminPort(parts: AppParts): AdminPort {
  return {
    call: async (name, request) => {
      if (!isAdminOperation(name)) throw unknownOperation(String(name));
      return OPERATIONS[name](parts, request);
    },
  };
}

/** Whether an operation of the name exists. */
export function isAdminOperation(name: string): name is AdminOperation {
  return Object.hasOwn(OPERATIONS, name);
}

function unknownOperation(name: string): HsxError {
  return new HsxError({
    code: 'NOT_FOUND',
    message: `There is no operation "${name.slice(0, 40)}".`,
    hint: `There are: ${Object.keys(OPERATIONS).join(', ')}.`,
  });
}

import type { Context } from 'hono';

import type { CrmRecord } from '../../hubspot/crm/crm-record.js';
import { openRecordStore } from '../../hubspot/crm/record-store.js';
import type { HubspotEngine } from '../../hubspot/hubspot-state.js';
import type { Portal, PortalUser } from '../../hubspot/portal.js';

/** Somebody signed in to a portal. */
export interface Visitor {
  readonly portal: Portal;
  readonly user: PortalUser;
}

/** Somebody looking at a contact. */
export interface RecordVisit extends Visitor {
  readonly record: CrmRecord;
}

/** Who is looking: the portal of the path, as its Super Admin or as the user `?as=<userId>` names. */
export function findVisitor(engine: HubspotEngine, c: Context): Visitor | undefined {
  const portal = engine.state.portals.get(Number(c.req.param('portalId')));
  if (portal === undefined || portal.deletedAt !== undefined) return undefined;
  const named = c.req.query('as');
  const user = portal.users.find((candidate) =>
    named === undefined ? candidate.isSuperAdmin : candidate.userId === Number(named),
  );
  return user === undefined ? undefined : { portal, user };
}

/** The contact of the path, and who is looking at it. */
export function findRecordVisit(engine: HubspotEngine, c: Context): RecordVisit | undefined {
  const visitor = findVisitor(engine, c);
  if (visitor === undefined) return undefined;
  const store = openRecordStore(engine, visitor.portal.portalId, 'contacts');
  const record = store.find({ id: c.req.param('recordId') ?? '' });
  return record === undefined ? undefined : { ...visitor, record };
}

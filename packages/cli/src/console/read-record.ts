import type { ConsoleSubject } from './console-subject.js';

/** A contact's page in one portal, as the portal's Super Admin opens it. */
export interface RecordView {
  readonly portalId: number;
  readonly portalName: string;
  readonly timeZone: string;
  readonly appId: number;
  readonly user: { readonly userId: number; readonly email: string; readonly roleName: string };
  readonly contact: { readonly id: string; readonly properties: Readonly<Record<string, string | null>> };
}

/** The first contact of a portal; null for a portal that is not there. */
export function readRecord({ simulators }: ConsoleSubject, portal: string): RecordView | null {
  const { control } = simulators.hubspot;
  const found = control.portals().find(({ portalId }) => String(portalId) === portal);
  const user = found?.users.find(({ isSuperAdmin }) => isSuperAdmin);
  const [contact] = found === undefined ? [] : control.records(found.portalId, 'contacts');
  if (found === undefined || user === undefined || contact === undefined) return null;
  const { portalId, portalName, timeZone } = found;
  return { portalId, portalName, timeZone, appId: control.app().appId, user, contact };
}

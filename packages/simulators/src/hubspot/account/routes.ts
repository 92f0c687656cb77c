import { Hono } from 'hono';

import { authenticateBearer } from '../bearer.js';
import type { HubspotEngine } from '../hubspot-state.js';
import { uninstall } from '../installs/uninstall.js';
import type { Portal } from '../portal.js';

/** Account details and uninstalling by API, both for the portal the token belongs to. */
export function createAccountRoutes(engine: HubspotEngine): Hono {
  const routes = new Hono();
  for (const version of ['2026-09', '2026-03', 'v3']) {
    routes.get(`/account-info/${version}/details`, (c) => {
      const caller = authenticateBearer(engine, c, ['oauth']);
      return caller instanceof Response ? caller : c.json(accountDetails(caller.portal, engine.clock.now()));
    });
    routes.delete(`/appinstalls/${version}/external-install`, (c) => {
      const caller = authenticateBearer(engine, c);
      if (caller instanceof Response) return caller;
      uninstall(engine, caller.token.appId, caller.portal.portalId);
      return c.body(null, 204);
    });
  }
  return routes;
}

function accountDetails(portal: Portal, now: number): Readonly<Record<string, unknown>> {
  const utcOffsetMilliseconds = offsetOf(portal.timeZone, now);
  return {
    portalId: portal.portalId,
    portalName: portal.portalName,
    accountType: portal.accountType,
    timeZone: portal.timeZone,
    companyCurrency: portal.companyCurrency,
    additionalCurrencies: [],
    utcOffset: formatOffset(utcOffsetMilliseconds),
    utcOffsetMilliseconds,
    uiDomain: portal.uiDomain,
    dataHostingLocation: portal.dataHostingLocation,
    createdAt: new Date(portal.createdAt).toISOString(),
  };
}

function offsetOf(timeZone: string, now: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(now);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /^GMT([+-])(\d{2}):(\d{2})$/.exec(name) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function formatOffset(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

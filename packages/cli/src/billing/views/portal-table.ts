import type { PortalSummary } from '@hs-x/sdk/admin';
import { fitTable, type Cell, type Column } from '../../terminal/fit-table.js';
import { formatDay } from '../../terminal/format-instant.js';
import { statusMeaning } from './status-meaning.js';
import type { View } from './view.js';

const COLUMNS: readonly Column[] = [
  { title: 'portal', rank: 0 },
  { title: 'plan', rank: 0 },
  { title: 'status', rank: 0 },
  { title: 'access', rank: 0 },
  { title: 'source', rank: 3 },
  { title: 'admin', rank: 1, minWidth: 24 },
  { title: 'customer', rank: 5 },
  { title: 'trial ends', rank: 2 },
  { title: 'renews', rank: 4 },
  { title: 'cancels', rank: 2 },
  { title: 'updated', rank: 6 },
];

/** The list of portals; days are UTC. */
export function portalTable(portals: readonly PortalSummary[], { maxWidth, now }: View): readonly string[] {
  return fitTable({ columns: COLUMNS, rows: portals.map((portal) => rowOf(portal, now)) }, maxWidth);
}

function rowOf(portal: PortalSummary, now: number): readonly Cell[] {
  return [
    portal.portalId,
    portal.plan ?? '—',
    statusCell(portal),
    portal.hasAccess ? ['yes', 'good'] : ['no', 'bad'],
    portal.source === 'none' ? '' : portal.source,
    portal.adminEmail,
    portal.customerId ?? '',
    dayOf(portal.trialEndsAt !== null && portal.trialEndsAt > now ? portal.trialEndsAt : null),
    dayOf(portal.renewsAt),
    dayOf(portal.cancelAt),
    dayOf(portal.updatedAt),
  ];
}

function statusCell({ status, isInstalled }: PortalSummary): Cell {
  if (status === null) return '—';
  return isInstalled ? [status, statusMeaning(status)] : [`${status}, uninstalled`, 'soft'];
}

function dayOf(at: number | null): string {
  return at === null ? '' : formatDay(at);
}

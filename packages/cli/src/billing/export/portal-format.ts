import type { PortalSummary } from '@hs-x/sdk/admin';
import { csvLine, type CsvValue } from './csv-line.js';

/** How exported portals are written. */
export interface PortalFormat {
  /** What the file begins with. */
  readonly header: string;
  /** One portal, line break included. */
  readonly line: (portal: PortalSummary) => string;
}

/** The columns, in order; a new one goes to the end, so that sheets that name columns by letter stay right. */
const COLUMNS: readonly (readonly [name: string, valueOf: (portal: PortalSummary) => CsvValue])[] = [
  ['portalId', ({ portalId }) => portalId],
  ['plan', ({ plan }) => plan],
  ['status', ({ status }) => status],
  ['source', ({ source }) => source],
  ['hasAccess', ({ hasAccess }) => hasAccess],
  ['adminEmail', ({ adminEmail }) => adminEmail],
  ['customerId', ({ customerId }) => customerId],
  ['subscriptionId', ({ subscriptionId }) => subscriptionId],
  ['trialEndsAt', ({ trialEndsAt }) => instant(trialEndsAt)],
  ['cancelAt', ({ cancelAt }) => instant(cancelAt)],
  ['renewsAt', ({ renewsAt }) => instant(renewsAt)],
  ['updatedAt', ({ updatedAt }) => instant(updatedAt)],
  ['isInstalled', ({ isInstalled }) => isInstalled],
];

/** The formats by name: CSV with dates as ISO 8601, JSON Lines with every field as the port gives it. */
export const PORTAL_FORMATS: Readonly<Record<'csv' | 'jsonl', PortalFormat>> = {
  csv: {
    header: csvLine(COLUMNS.map(([name]) => name)),
    line: (portal) => csvLine(COLUMNS.map(([, valueOf]) => valueOf(portal))),
  },
  jsonl: { header: '', line: (portal) => `${JSON.stringify(portal)}\n` },
};

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

import { isRecord } from '../crm/read-properties.js';
import type { PortalSeed } from '../default-portals.js';

const accountTypes: readonly unknown[] = ['STANDARD', 'DEVELOPER_TEST', 'SANDBOX', 'APP_DEVELOPER'];
const textFields = ['portalName', 'hubDomain', 'timeZone', 'companyCurrency', 'adminEmail'] as const;

/** Reads a new portal from control JSON; answers a sentence about the first thing that is wrong. */
export function readPortalSeed(body: unknown): PortalSeed | { readonly problem: string } {
  if (!isRecord(body)) return { problem: 'Send { "portalId": number, "portalName": text, … }.' };
  const { portalId, portalName, accountType, dataHostingLocation } = body;
  if (typeof portalId !== 'number' || !Number.isSafeInteger(portalId) || portalId <= 0) {
    return { problem: '"portalId" must be a positive whole number.' };
  }
  if (typeof portalName !== 'string') return { problem: '"portalName" must be text.' };
  const wrong = textFields.find((name) => body[name] !== undefined && typeof body[name] !== 'string');
  if (wrong !== undefined) return { problem: `"${wrong}" must be text.` };
  if (accountType !== undefined && !accountTypes.includes(accountType)) {
    return { problem: `"accountType" must be one of ${accountTypes.join(', ')}.` };
  }
  if (dataHostingLocation !== undefined && dataHostingLocation !== 'na1' && dataHostingLocation !== 'eu1') {
    return { problem: '"dataHostingLocation" must be na1 or eu1.' };
  }
  return { ...body, portalId, portalName };
}

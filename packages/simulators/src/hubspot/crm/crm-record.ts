/** Object types the CRM routes keep. */
export const crmObjectTypes = ['contacts', 'companies', 'deals'] as const;

/** An object type the simulator keeps. */
export type CrmObjectType = (typeof crmObjectTypes)[number];

/** One CRM object of one portal. HubSpot keeps every property as text. */
export interface CrmRecord {
  readonly id: string;
  readonly portalId: number;
  readonly objectType: CrmObjectType;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly archivedAt?: number;
}

/** Narrows text from a path. */
export function isCrmObjectType(text: string): text is CrmObjectType {
  return (crmObjectTypes as readonly string[]).includes(text);
}

/** What a partner may tell; webhooks of other types are acknowledged and ignored. */
export const GRANT_EVENT_TYPES = ['grant.created', 'grant.updated', 'grant.revoked'] as const;

/** One of {@link GRANT_EVENT_TYPES}. */
export type GrantEventType = (typeof GRANT_EVENT_TYPES)[number];

/** Whether access can follow from the type. */
export function isGrantEventType(type: string): type is GrantEventType {
  return GRANT_EVENT_TYPES.some((each) => each === type);
}

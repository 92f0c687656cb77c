/**
 * HubSpot's webhook subscription types of a project (`webhooks-hsmeta.json`: `crmObjects` and `hubEvents`, read 2026-11-20). None of them
 * tells of an install or an uninstall.
 */
export const OBJECT_WEBHOOKS = [
  'object.creation',
  'object.deletion',
  'object.merge',
  'object.restore',
  'object.propertyChange',
  'object.associationChange',
] as const;

/** Types that are about the portal and no record type. */
export const HUB_WEBHOOKS = [
  'contact.privacyDeletion',
  'conversation.creation',
  'conversation.deletion',
  'conversation.newMessage',
  'conversation.privacyDeletion',
  'conversation.propertyChange',
] as const;

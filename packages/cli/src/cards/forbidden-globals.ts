/**
 * What a card finds nothing under: HubSpot runs cards in a sandbox without them (HubSpot's documentation, read 2026-11-20). In
 * `hs-x dev` a card runs in an ordinary page, so its bundle gets these names replaced; otherwise a card that works on the laptop would
 * fail in every portal.
 */
export const FORBIDDEN_GLOBALS = [
  'window',
  'document',
  'fetch',
  'XMLHttpRequest',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'alert',
  'confirm',
  'prompt',
  'location',
  'history',
  'navigator',
  'addEventListener',
  'importScripts',
] as const;

/** One of {@link FORBIDDEN_GLOBALS}. */
export type ForbiddenGlobal = (typeof FORBIDDEN_GLOBALS)[number];

import type Stripe from 'stripe';
import { parsePortalId, type AccountKey } from '../../kernel/ids.js';

/**
 * The account's name tag on Stripe objects: a backup and a way to find our own, never proof of who somebody
 * is.
 */
export function accountMetadata(
  key: AccountKey,
): Readonly<Record<'hsx_app' | 'hsx_portal' | 'hsx_mode', string>> {
  return { hsx_app: key.app, hsx_portal: key.portalId, hsx_mode: key.mode };
}

/** Whether the object carries every one of these tags. */
export function hasMetadata(
  metadata: Stripe.Metadata | null,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([name, value]) => metadata?.[name] === value);
}

/** The account a name tag names; null when it is incomplete or none of ours. */
export function taggedAccount(metadata: Stripe.Metadata | null): AccountKey | null {
  const { hsx_app: app, hsx_portal: portal, hsx_mode: mode } = metadata ?? {};
  const portalId = parsePortalId(portal);
  if (!app || !portalId || (mode !== 'test' && mode !== 'live')) return null;
  return { app, mode, portalId };
}

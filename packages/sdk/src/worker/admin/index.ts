/** `@hs-x/sdk/admin`: what operators ask of an app and do to it, beside its store or over signed HTTP. */
export type * from '../../contract/admin/admin-operations.js';
export {
  DRILL_EVENT_TYPE,
  ROTATED_SECRETS,
  type AdminSecrets,
  type RotatedSecret,
  type SecretState,
  type SecretValueState,
} from '../../contract/admin/admin-secrets.js';
export type { AlertEntry, AlertQuery } from '../../contract/admin/alert-entry.js';
export type { ErasureReceipt } from '../../contract/admin/erasure-receipt.js';
export type { ExplainedSource, Explanation } from '../../contract/admin/explanation.js';
export type { GrantEntry, GrantSource, GrantWish } from '../../contract/admin/grant-entry.js';
export type { JournalLine } from '../../contract/admin/journal-line.js';
export type { Page } from '../../contract/admin/page.js';
export type { LimitDifference, PlanSide, PortalDifference } from '../../contract/admin/portal-difference.js';
export type { PortalDetails } from '../../contract/admin/portal-details.js';
export type { PortalQuery, PortalSummary } from '../../contract/admin/portal-summary.js';
export type { Acted, PortalWish } from '../../contract/admin/portal-wish.js';
export { secretFingerprint } from '../../kernel/secret-fingerprint.js';
export { createAdminPort } from './create-admin-port.js';
export { createHttpAdminPort, type HttpAdminOptions } from './http-admin-port.js';

import { MINUTE_MS, type Instant } from '../kernel/instant.js';
import { signatureRefused } from './signature-refusal.js';

/** How far a timestamp may lie from now, both ways. Source: HubSpot's documentation (300,000 ms), read 2026-11-20. */
const TOLERANCE_MS = 5 * MINUTE_MS;
const WHOLE_MS = /^[0-9]{1,15}$/;

/** The header's text, unchanged, once it is known to be whole milliseconds within 300 s of now. Throws SIGNATURE_INVALID. */
export function checkTimestamp(text: string | null, wallNow: Instant): string {
  if (text === null) throw signatureRefused('timestampMissing');
  if (!WHOLE_MS.test(text)) throw signatureRefused('timestampMalformed');
  const ageMs = wallNow - Number(text);
  if (ageMs > TOLERANCE_MS) throw signatureRefused('stale');
  if (ageMs < -TOLERANCE_MS) throw signatureRefused('future');
  return text;
}

import type { Instant } from '../../kernel/instant.js';

/** An instant as operators write it: `2026-12-01 09:30 UTC`. */
export function instantText(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

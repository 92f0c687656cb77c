import type { ErasureReceipt } from '@hs-x/sdk/admin';
import { formatFields } from '../../terminal/format-fields.js';
import { paint } from '../../terminal/paint.js';
import { plainText } from '../../terminal/plain-text.js';
import { wrapText } from '../../terminal/wrap-text.js';
import type { View } from './view.js';

/** What an erasure removed, or with a dry run would remove, and what stays. */
export function receiptLines(receipt: ErasureReceipt, { maxWidth }: View): readonly string[] {
  const { portalId, isDryRun, removed, providerIds, kept } = receipt;
  const counts = Object.entries(removed).filter(([, count]) => count > 0);
  const goes = isDryRun ? 'would be erased' : 'was erased';
  const wrapped = (text: string): readonly string[] =>
    wrapText(plainText(text), { columns: maxWidth, first: '  ', indent: '    ' });
  return [
    counts.length === 0
      ? `Nothing is known of portal ${portalId} that could be erased.`
      : paint('strong', `Portal ${portalId}: this ${goes}`),
    ...formatFields(counts.map(([what, count]) => [what, count.toLocaleString('en-US')])),
    ...(kept.length === 0 ? [] : ['', paint('strong', 'This stays')]),
    ...kept.flatMap(({ what, why }) => wrapped(`${what}: ${why}`)),
    ...(providerIds.length === 0
      ? []
      : ['', paint('strong', 'Erase these at the payment provider yourself')]),
    ...providerIds.map((id) => `  ${plainText(id)}`),
  ];
}

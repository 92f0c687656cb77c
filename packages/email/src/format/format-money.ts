/**
 * An amount in the currency's ISO 4217 minor unit (cents; yen have none) as people write it: `$79.00`, `¥7,900`. A provider that
 * counts a currency in another unit is converted where its answers are decoded, not here.
 */
export function formatMoney(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits).replaceAll('\u00A0', ' ');
}

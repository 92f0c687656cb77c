/** Building a format costs more than everything else on an invoice. */
const formats = new Map<string, Intl.NumberFormat>();

/** An amount as a person reads it, for example `$49.00`; `amountMinor` is in the currency's smallest unit. */
export function formatMoney(amountMinor: number, currency: string): string {
  const format = formats.get(currency) ?? newFormat(currency);
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}

function newFormat(currency: string): Intl.NumberFormat {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() });
  formats.set(currency, format);
  return format;
}

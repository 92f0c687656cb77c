/**
 * Currencies without a smaller unit, and with a thousandth; all others have hundredths (Stripe's documentation of currencies, read 2026-11). It lists
 * UGX as one without and also asks for it with two decimals, so that UGX is shown as it is sent.
 */
const WHOLE = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THOUSANDTHS = new Set('bhd jod kwd omr tnd'.split(' '));

/** What a price costs, such as `49.00 USD a month` or `900 JPY every 3 months`. */
export function formatAmount(price: {
  readonly amountMinor: number | null;
  readonly currency: string;
  readonly interval: string | null;
  readonly intervalCount: number;
}): string {
  const { amountMinor, currency, interval, intervalCount } = price;
  const money =
    amountMinor === null ? `no single amount of ${currency.toUpperCase()}` : moneyOf(amountMinor, currency);
  if (interval === null) return `${money} once`;
  return `${money} ${intervalCount === 1 ? `a ${interval}` : `every ${intervalCount} ${interval}s`}`;
}

function moneyOf(amountMinor: number, currency: string): string {
  const code = currency.toUpperCase();
  if (currency === 'ugx') return `${amountMinor} smallest units of ${code}`;
  const digits = WHOLE.has(currency) ? 0 : THOUSANDTHS.has(currency) ? 3 : 2;
  return `${(amountMinor / 10 ** digits).toFixed(digits)} ${code}`;
}

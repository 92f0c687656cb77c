/** The languages of Stripe's hosted checkout page, from `Checkout.Session.Locale` of stripe 23.1.0 (read 2026-11-21). */
export const CHECKOUT_LOCALES: readonly string[] =
  `auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro
  ru sk sl sv th tr vi zh zh-HK zh-TW`.split(/\s+/);

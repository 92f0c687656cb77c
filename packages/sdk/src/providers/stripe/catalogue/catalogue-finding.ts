/** What can be wrong with a catalogue. The name stays the same whatever the words are. */
export const CATALOGUE_CHECKS = {
  /** A plan that costs something has no price in the mode. */
  'plan.unpriced': 'problem',
  /** `stripe_price` names a price the account does not have in this mode. */
  'price.missing': 'problem',
  /** The price a plan is sold at is archived. */
  'price.archived': 'problem',
  /** The price is charged once. */
  'price.once': 'problem',
  /** No price of `stripe_price` costs what the plan declares. */
  'price.differs': 'problem',
  /** The declared price exists, and `stripe_price` does not name it, or not first. */
  'price.unnamed': 'problem',
  /** The product of a plan is archived, so that nothing of it can be sold. */
  'product.archived': 'problem',
  /** No endpoint leads to the app. */
  'endpoint.missing': 'problem',
  /** The endpoint is switched off. */
  'endpoint.disabled': 'problem',
  /** Events HS-X needs are not sent. */
  'endpoint.events': 'problem',
  /** The endpoint speaks another API version. */
  'endpoint.version': 'warning',
  /** Two endpoints lead to the app. */
  'endpoint.several': 'warning',
  /** The app's address is not known. */
  'endpoint.unknown': 'warning',
  /** The app meters, and nobody tells it of usage that Stripe drops. */
  'destination.missing': 'warning',
  /** The customer portal was never saved. */
  'portal.missing': 'problem',
  /** A setting of the portal harms customers or the owner. */
  'portal.setting': 'problem',
  /** The portal lets nobody change the plan, although there are several. */
  'portal.switch': 'problem',
  /** The portal offers other prices than those that are sold. */
  'portal.products': 'problem',
} as const satisfies Readonly<Record<string, 'problem' | 'warning'>>;

/** One of {@link CATALOGUE_CHECKS}. */
export type CatalogueCheck = keyof typeof CATALOGUE_CHECKS;

/** One thing that is not as it should be. Never holds a secret. */
export interface CatalogueFinding {
  readonly check: CatalogueCheck;
  /** `warning`: nothing is lost, and somebody should look. */
  readonly level: 'problem' | 'warning';
  /** The plan it is about; null: the whole app. */
  readonly plan: string | null;
  /** One sentence. */
  readonly message: string;
  /** What to do: a command where there is one. */
  readonly next: string;
}

/** A finding with the level of its check. */
export function catalogueFinding(
  check: CatalogueCheck,
  words: { readonly plan?: string; readonly message: string; readonly next: string },
): CatalogueFinding {
  const { plan = null, message, next } = words;
  return { check, level: CATALOGUE_CHECKS[check], plan, message, next };
}

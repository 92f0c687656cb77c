/** What `plans check` finds beyond the doctor's checks of Stripe: whether plans cost what hs-x.toml declares, and can be changed to in the portal. */
import { isHsxError } from '@hs-x/sdk';
import type { CatalogueCheck } from '@hs-x/sdk/stripe';
import { fine, problem, skipped, warning, type Finding } from '../doctor/finding.js';
import { openCatalogue, type CataloguePlace } from './open-catalogue.js';

/** The checks the doctor does not make; it tells of all others itself. */
const OWN_CHECKS: ReadonlySet<CatalogueCheck> = new Set<CatalogueCheck>([
  'plan.unpriced',
  'price.differs',
  'price.unnamed',
  'product.archived',
  'portal.switch',
  'portal.products',
]);

/** The findings, one that all is well, or one that says why it could not be looked at. Throws what `openCatalogue` throws. */
export async function catalogueFindings(place: CataloguePlace): Promise<readonly Finding[]> {
  const { catalogue, mode } = openCatalogue(place);
  try {
    const found = (await catalogue.check()).filter(({ check }) => OWN_CHECKS.has(check));
    if (found.length === 0)
      return [fine('stripe.catalogue', `Plans cost and offer in ${mode} mode what hs-x.toml says.`)];
    return found.map(({ check, level, message, next }) =>
      (level === 'problem' ? problem : warning)(`stripe.catalogue.${check}`, message, next),
    );
  } catch (error) {
    if (!isHsxError(error)) throw error;
    return [skipped('stripe.catalogue', `${mode} mode: ${error.message}`)];
  }
}

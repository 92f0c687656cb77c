/** Whether plans cost what hs-x.toml declares, and can be changed to in the portal: what the catalogue's own check finds beyond the other checks of Stripe. */
import type { CatalogueCheck } from '@hs-x/sdk/stripe';
import type { StripeFacts } from '../doctor-facts.js';
import { fine, problem, warning, type Finding } from '../finding.js';
import { unanswered } from './unanswered.js';

/** The checks no other one here makes. */
const OWN_CHECKS: ReadonlySet<CatalogueCheck> = new Set<CatalogueCheck>([
  'plan.unpriced',
  'price.differs',
  'price.unnamed',
  'product.archived',
  'portal.switch',
  'portal.products',
  'destination.missing',
]);

/** One finding a problem, or one that all is well; what nobody sells in yet is worth a warning. */
export function checkCatalogue({ catalogue, mode, isOwn }: StripeFacts): readonly Finding[] {
  const check = 'stripe.catalogue';
  if (!('value' in catalogue)) return [unanswered(check, mode, catalogue)];
  const found = catalogue.value.filter((each) => OWN_CHECKS.has(each.check));
  if (found.length === 0) return [fine(check, `Plans cost and offer in ${mode} mode what hs-x.toml says.`)];
  return found.map(({ check: name, level, message, next }) =>
    (level === 'problem' && isOwn ? problem : warning)(`${check}.${name}`, message, next),
  );
}

import type { Account } from '../account.js';
import type { Decision } from '../decision.js';
import type { CustomerTagged } from '../input.js';
import { dropIntent } from '../intents.js';

/** The provider's objects of a moved subscription carry the portal's name now. */
export function customerTagged(account: Account, input: CustomerTagged): Decision {
  return { account: dropIntent(account, input.generation), journal: [], effects: [] };
}

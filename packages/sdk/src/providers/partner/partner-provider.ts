import type { PartnerProvider } from '../../billing/ports/partner-provider.js';
import { decode } from './decode.js';
import { verify } from './verify.js';

/** The partners that sell access outside, told by webhooks, with the secrets each signs with, by its name. Without secrets nobody can speak. */
export function partnerProvider(secrets: ReadonlyMap<string, readonly string[]>): PartnerProvider {
  return {
    names: [...secrets.keys()],
    verify: (request, { partner, wallNow }) =>
      verify(request, { partner, wallNow, secrets: secrets.get(partner) ?? [] }),
    decode,
  };
}

/** Where a link leads, as HubSpot's components are told: an address, or one that opens a new tab. */
export type Href = string | { readonly url: string; readonly external?: boolean };

/** The attributes of an anchor; an address that is none of the web, mail or telephone leads nowhere. */
export function targetOf(href: Href): {
  readonly href?: string;
  readonly target?: string;
  readonly rel?: string;
} {
  const { url, external = false } = typeof href === 'string' ? { url: href } : href;
  if (!/^(?:https?:|mailto:|tel:|\/|#)/i.test(url)) return {};
  return external ? { href: url, target: '_blank', rel: 'noreferrer' } : { href: url };
}

/**
 * HubSpot's Marketplace hands over a `returnUrl` and expects the browser back there. It comes through the browser, so anyone
 * can write one: unchecked it would be an open redirect. The text is judged by its letters first and by the URL parser second,
 * because address tricks live where two readers disagree.
 */
import { HsxError } from '../kernel/hsx-error.js';

/** What else a return URL may point to. */
export interface ReturnUrlOptions {
  /** Exact origins besides HubSpot's, such as a simulator's `http://127.0.0.1:4010`; only `hs-x dev` names any. Default: none. */
  readonly extraOrigins?: readonly string[];
}

/** Longest return URL accepted, characters. */
const MAX_LENGTH = 4_096;
/** Printable ASCII but the backslash, which browsers read as a slash. */
const PLAIN_TEXT = /^[\x21-\x5b\x5d-\x7e]+$/;
/** Scheme, a host of plain letters, perhaps a port, then path, query, fragment or the end: no user name, no IDN, no escape. */
const PLAIN_ORIGIN = /^https?:\/\/[a-z0-9.-]+(?::[0-9]{1,5})?(?=[/?#]|$)/i;

/** The address, safe to redirect a browser to. Throws RETURN_URL_REFUSED. */
export function checkReturnUrl(text: string, { extraOrigins = [] }: ReturnUrlOptions = {}): string {
  if (text.length > MAX_LENGTH) throw returnUrlRefused(`it is longer than ${MAX_LENGTH} characters`);
  if (!PLAIN_TEXT.test(text))
    throw returnUrlRefused('it is empty, or holds spaces, backslashes or letters outside ASCII');
  if (!PLAIN_ORIGIN.test(text))
    throw returnUrlRefused('it does not begin with https:// and a plain host name');
  const url = parseUrl(text);
  if (url === null) throw returnUrlRefused('it cannot be read as an address');
  if (!isHubspot(url) && !extraOrigins.includes(url.origin))
    throw returnUrlRefused(`it points to ${url.origin}`);
  return url.href;
}

function isHubspot(url: URL): boolean {
  const isHubspotHost = url.hostname === 'hubspot.com' || url.hostname.endsWith('.hubspot.com');
  return url.protocol === 'https:' && url.port === '' && isHubspotHost;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function returnUrlRefused(reason: string): HsxError {
  return new HsxError({
    code: 'RETURN_URL_REFUSED',
    message: `The return URL was refused: ${reason}. Only https addresses of hubspot.com and its subdomains are allowed.`,
    hint: "Start the install again from the app's page in the HubSpot Marketplace.",
  });
}

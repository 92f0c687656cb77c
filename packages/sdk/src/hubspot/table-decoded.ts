/**
 * The escapes HubSpot decodes before it hashes an address; every other one (`%20`, `%26`, `%2B`, `%3D` …) stays. Decoding them
 * all would make two different addresses sign equal. Source: HubSpot's request-validation documentation, read 2026-11-20.
 */
const DECODED_ESCAPES: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

/** The address with the twelve escapes of HubSpot's table decoded, once, and no other. */
export function tableDecoded(uri: string): string {
  return uri.replace(/%[0-9a-f]{2}/gi, (escape) => DECODED_ESCAPES[escape.toUpperCase()] ?? escape);
}

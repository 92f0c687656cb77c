/** HubSpot's three request signatures. Source: HubSpot request-validation documentation, read 2026-11-20. */
import { createHash, createHmac } from 'node:crypto';

/** What is signed. */
export interface SignedParts {
  readonly clientSecret: string;
  /** Upper case. */
  readonly method: string;
  /** Full address with query, as called. */
  readonly uri: string;
  /** Body exactly as sent; empty for none. */
  readonly body: string;
  /** Unix ms of wall time: a signature's freshness is judged by real clocks. */
  readonly timestampMs: number;
}

/** CRM webhooks: hex SHA-256 of secret + body. */
export function signV1({ clientSecret, body }: SignedParts): string {
  return createHash('sha256')
    .update(clientSecret + body, 'utf8')
    .digest('hex');
}

/** Workflow actions and agent tools: hex SHA-256 of secret + method + address + body. */
export function signV2({ clientSecret, method, uri, body }: SignedParts): string {
  return createHash('sha256')
    .update(clientSecret + method + uri + body, 'utf8')
    .digest('hex');
}

/** Every request of an OAuth app: Base64 HMAC-SHA256 of method + address + body + timestamp. */
export function signV3({ clientSecret, method, uri, body, timestampMs }: SignedParts): string {
  return createHmac('sha256', clientSecret)
    .update(`${method}${uri}${body}${timestampMs}`, 'utf8')
    .digest('base64');
}

/** The escapes HubSpot's documentation decodes before hashing; all others stay. */
const decodedEscapes: Readonly<Record<string, string>> = {
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

/** Decodes an address by HubSpot's table, and by nothing else. */
export function decodeByTable(uri: string): string {
  return uri.replace(/%[0-9a-f]{2}/gi, (escape) => decodedEscapes[escape.toUpperCase()] ?? escape);
}

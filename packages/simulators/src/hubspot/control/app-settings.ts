import { isRecord } from '../crm/read-properties.js';
import type { CardSlot, DeveloperApp, InvocableDefinition } from '../developer-app.js';

/** What a developer may set of an app; whatever is left out stays as it is. */
export type AppSettings = Partial<Omit<DeveloperApp, 'appId'>>;

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isFlag: Check = (value) => typeof value === 'boolean';
const isTextList: Check = (value) => Array.isArray(value) && value.every(isText);
const isInvocableList: Check = (value) => Array.isArray(value) && value.every(isInvocable);

const checks: Readonly<Record<keyof Required<AppSettings>, readonly [check: Check, expected: string]>> = {
  name: [isText, 'text'],
  description: [isText, 'text'],
  clientId: [isText, 'text'],
  clientSecret: [isText, 'text'],
  redirectUrls: [
    (value) => Array.isArray(value) && value.every(isRedirectUrl),
    'a list of https or loopback http URLs',
  ],
  scopes: [isTextList, 'a list of scopes'],
  optionalScopes: [isTextList, 'a list of scopes'],
  appOrigin: [isOrigin, 'an origin such as http://127.0.0.1:8787'],
  card: [isCard, '{ "title", "fn", "args"? }'],
  actions: [isInvocableList, 'a list of { "name", "label"?, "inputFields"? }'],
  tools: [isInvocableList, 'a list of { "name", "label"?, "inputFields"? }'],
  webhookUrl: [(value) => typeof value === 'string' && URL.canParse(value), 'a URL'],
  marketplaceVariant: [(value) => value === 'plain' || value === 'own_sign_in', '"plain" or "own_sign_in"'],
  isMarketplaceFramed: [isFlag, 'true or false'],
  rotatesRefreshTokens: [isFlag, 'true or false'],
  hasJournalAccess: [isFlag, 'true or false'],
};

/** Reads settings from JSON; answers a sentence about the first thing that is wrong. */
export function readAppSettings(body: unknown): AppSettings | { readonly problem: string } {
  if (!isRecord(body)) return { problem: 'Send a JSON object with app settings.' };
  for (const [name, value] of Object.entries(body)) {
    const known = (checks as Readonly<Record<string, readonly [Check, string] | undefined>>)[name];
    if (known === undefined) {
      return { problem: `Unknown app setting "${name}". Known: ${Object.keys(checks).join(', ')}.` };
    }
    const [check, expected] = known;
    if (!check(value)) return { problem: `App setting "${name}" must be ${expected}.` };
  }
  // Every value present was checked above by the table that is total over the settings.
  return body;
}

function isRedirectUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname.endsWith('.localhost');
}

function isOrigin(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value;
}

function isCard(value: unknown): value is CardSlot {
  return isRecord(value) && isText(value.title) && isText(value.fn) && isOptionalRecord(value.args);
}

function isInvocable(value: unknown): value is InvocableDefinition {
  if (!isRecord(value)) return false;
  const hasLabel = value.label === undefined || isText(value.label);
  return isText(value.name) && hasLabel && isOptionalRecord(value.inputFields);
}

function isOptionalRecord(value: unknown): boolean {
  return value === undefined || isRecord(value);
}

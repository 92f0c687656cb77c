/**
 * What HubSpot's refusals mean, in three classes. Only `revoked` may ever change an install: a wrongly rotated client secret
 * makes every refresh fail, and must not look like every customer leaving at once. So what is unknown counts as configuration.
 * Source: HubSpot's OAuth specification, documentation and live reports, read 2026-11-20.
 */
import { HsxError } from '../kernel/hsx-error.js';
import { SECOND_MS } from '../kernel/instant.js';

/** `revoked`: the install is gone. `codeRefused`: this code will not do, another may. `transient`: later may do. */
export type HubspotRefusalClass = 'revoked' | 'codeRefused' | 'configuration' | 'transient';

/** An answer other than 2xx. */
export interface RefusedAnswer {
  /** Such as `POST /oauth/2026-09/token`. */
  readonly operation: string;
  readonly httpStatus: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** HubSpot's own names in the body's `status`; those missing here are configuration, whatever they are. */
const CLASS_BY_STATUS: ReadonlyMap<string, HubspotRefusalClass> = new Map([
  ['BAD_REFRESH_TOKEN', 'revoked'],
  ['BAD_HUB', 'revoked'],
  ['BAD_AUTH_CODE', 'codeRefused'],
]);

/** 423: locked, 429: too many requests, 477: the account is moving between data centres. */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 423, 429, 477]);

/** Which class a refusal belongs to. */
function classifyRefusal({
  httpStatus,
  body,
}: Pick<RefusedAnswer, 'httpStatus' | 'body'>): HubspotRefusalClass {
  if (TRANSIENT_STATUSES.has(httpStatus) || httpStatus >= 500 || httpStatus < 400) return 'transient';
  return CLASS_BY_STATUS.get(String(body.status)) ?? 'configuration';
}

/** The error for a refusal; holds HubSpot's codes and none of its free text, which may repeat what was sent. */
export function hubspotRefused(answer: RefusedAnswer): HsxError {
  const refusal = classifyRefusal(answer);
  const details = {
    operation: answer.operation,
    httpStatus: answer.httpStatus,
    hubspotStatus: codeWord(answer.body.status),
    hubspotError: codeWord(answer.body.error),
    hubspotCategory: codeWord(answer.body.category),
    correlationId: correlationId(answer.body.correlationId),
    retryAfterMs: retryAfterMs(answer.headers),
  };
  const named = details.hubspotStatus ?? details.hubspotError;
  const seen = `${answer.operation}: ${answer.httpStatus}${named === null ? '' : ` ${named}`}`;
  return new HsxError({ ...WORDS[refusal], message: `${WORDS[refusal].message} (${seen}).`, details });
}

/** The error for an answer that never came, or came unreadable. */
export function hubspotUnreachable(operation: string, cause: unknown): HsxError {
  return new HsxError({
    ...WORDS.transient,
    message: `HubSpot gave no usable answer (${operation}).`,
    details: { operation },
    cause,
  });
}

const WORDS = {
  revoked: {
    code: 'INSTALL_REVOKED',
    message: 'The app is no longer installed in this portal',
    hint: 'An admin of the portal can install the app again; nothing of its billing is lost.',
  },
  codeRefused: {
    code: 'OAUTH_REFUSED',
    message:
      'HubSpot refused the authorization code: it was used before, is too old or belongs to another app',
    hint: 'Start the install again from the install link.',
  },
  configuration: {
    code: 'HUBSPOT_MISCONFIGURED',
    message: "HubSpot refused because of the app's configuration",
    hint: "Compare client id, client secret, redirect URL and scopes with the app's Auth page in HubSpot.",
  },
  transient: {
    code: 'HUBSPOT_UNAVAILABLE',
    message: 'HubSpot cannot answer at the moment',
    hint: 'Try again in a minute.',
  },
} as const;

/** The value if it is a code such as `BAD_HUB`; a token has digits, so it is never taken for one. */
function codeWord(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z_]{1,40}$/.test(value) ? value : null;
}

/** The id HubSpot's support asks for; hexadecimal, which no token is. */
function correlationId(value: unknown): string | null {
  return typeof value === 'string' && /^[0-9a-f-]{1,36}$/i.test(value) ? value : null;
}

function retryAfterMs(headers: Headers): number | null {
  const text = headers.get('retry-after') ?? '';
  return /^[0-9]{1,6}$/.test(text) ? Number(text) * SECOND_MS : null;
}

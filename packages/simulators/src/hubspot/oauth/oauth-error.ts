/** HubSpot's own name for what went wrong, in the body's `status`. */
export type OauthErrorStatus =
  | 'BAD_REFRESH_TOKEN'
  | 'BAD_HUB'
  | 'BAD_AUTH_CODE'
  | 'BAD_REDIRECT_URI'
  | 'BAD_CLIENT_ID'
  | 'BAD_CLIENT_SECRET'
  | 'BAD_CODE_VERIFIER'
  | 'BAD_SCOPES'
  | 'BAD_GRANT_TYPE'
  | 'BAD_TOKEN';

/** A refusal as the token endpoints send it: RFC 6749 fields and HubSpot's legacy ones side by side. */
export interface OauthError {
  readonly httpStatus: 400 | 401;
  readonly body: {
    readonly error: string;
    readonly error_description: string;
    readonly status: OauthErrorStatus;
    readonly message: string;
  };
}

/** Source: HubSpot/HubSpot-public-api-spec-collection and live reports, read 2026-11-20. */
const refusals: Readonly<
  Record<OauthErrorStatus, readonly [httpStatus: 400 | 401, error: string, text: string]>
> = {
  BAD_REFRESH_TOKEN: [400, 'invalid_grant', 'refresh token is invalid, expired or revoked'],
  BAD_HUB: [400, 'access_denied', 'missing or unknown hub id'],
  BAD_AUTH_CODE: [400, 'invalid_grant', 'missing or unknown auth code'],
  BAD_REDIRECT_URI: [400, 'invalid_grant', 'missing or invalid redirect uri'],
  BAD_CLIENT_ID: [400, 'invalid_client', 'missing or invalid client id'],
  BAD_CLIENT_SECRET: [401, 'invalid_client', 'missing or invalid client secret'],
  BAD_CODE_VERIFIER: [400, 'invalid_grant', 'missing or invalid code verifier'],
  BAD_SCOPES: [400, 'invalid_scope', 'missing or invalid scopes'],
  BAD_GRANT_TYPE: [400, 'unsupported_grant_type', 'missing or unknown grant type'],
  BAD_TOKEN: [400, 'invalid_request', 'missing or invalid token'],
};

/** The refusal HubSpot gives for `status`. */
function oauthError(status: OauthErrorStatus): OauthError {
  const [httpStatus, error, text] = refusals[status];
  return { httpStatus, body: { error, error_description: text, status, message: text } };
}

/** Either what was asked for or HubSpot's refusal. */
export type OauthOutcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: OauthError };

/** Wraps an answer. */
export function granted<T>(value: T): OauthOutcome<T> {
  return { ok: true, value };
}

/** Wraps a refusal. */
export function refused(status: OauthErrorStatus): { readonly ok: false; readonly error: OauthError } {
  return { ok: false, error: oauthError(status) };
}

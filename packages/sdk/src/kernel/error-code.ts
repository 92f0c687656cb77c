/**
 * Every way HS-X can refuse, with the HTTP status a caller sees and whether trying again later can help.
 * The set is closed: a new failure gets a new line here, so that operators can look each code up.
 */
export const ERROR_CODES = {
  /** The portal has no subscription or grant that gives access. */
  PAYMENT_REQUIRED: { status: 402, retryable: false },
  /** The portal pays, but its plan does not hold the feature. */
  PLAN_UPGRADE_REQUIRED: { status: 402, retryable: false },
  /** The plan in force allows less of a limit than was asked for. */
  LIMIT_EXCEEDED: { status: 402, retryable: false },
  /** The billing store cannot be read or the row is too old to trust; says nothing about payment. */
  BILLING_UNAVAILABLE: { status: 503, retryable: true },
  /** `hs-x.toml` is wrong; `details.problems` lists every problem. */
  CONFIG_INVALID: { status: 500, retryable: false },
  /** An environment name the app needs is missing or malformed. */
  ENVIRONMENT_INVALID: { status: 500, retryable: false },
  /** A request's signature is missing, wrong, too old or from the future. */
  SIGNATURE_INVALID: { status: 400, retryable: false },
  /** A test event reached a live deployment, or the other way round. */
  MODE_MISMATCH: { status: 400, retryable: false },
  /** The request's body, query or parameters are not of the allowed form. */
  REQUEST_INVALID: { status: 400, retryable: false },
  /** The request's body is larger than allowed. */
  BODY_TOO_LARGE: { status: 413, retryable: false },
  /** A field looks like a card number; HS-X never takes one. */
  CARD_NUMBER_REFUSED: { status: 400, retryable: false },
  /** The OAuth state is missing, forged, expired or was used before. */
  OAUTH_STATE_INVALID: { status: 400, retryable: false },
  /** HubSpot refused the authorization code or the person cancelled. */
  OAUTH_REFUSED: { status: 400, retryable: false },
  /** A return URL points somewhere it may not. */
  RETURN_URL_REFUSED: { status: 400, retryable: false },
  /** The portal's refresh token is dead: uninstalled, revoked or the portal is gone. */
  INSTALL_REVOKED: { status: 409, retryable: false },
  /** A link's token is missing, forged, expired or meant for something else. */
  LINK_INVALID: { status: 403, retryable: false },
  /** The caller may not do this for this portal. */
  FORBIDDEN: { status: 403, retryable: false },
  /** The thing named does not exist. */
  NOT_FOUND: { status: 404, retryable: false },
  /** The method is not allowed on this path. */
  METHOD_NOT_ALLOWED: { status: 405, retryable: false },
  /** The request contradicts the present state, for example a customer that belongs to another portal. */
  CONFLICT: { status: 409, retryable: false },
  /** The caller has asked too often; `retry-after` says when to ask again. */
  RATE_LIMITED: { status: 429, retryable: true },
  /** The payment provider could not be reached or answered with a server error. */
  PROVIDER_UNAVAILABLE: { status: 502, retryable: true },
  /** The payment provider refused the request; repeating it unchanged will not help. */
  PROVIDER_REFUSED: { status: 502, retryable: false },
  /** HubSpot could not be reached, is rate limiting or answered with a server error. */
  HUBSPOT_UNAVAILABLE: { status: 502, retryable: true },
  /** HubSpot refused because of the app's own configuration, such as a wrong client secret. */
  HUBSPOT_MISCONFIGURED: { status: 500, retryable: false },
  /** The store cannot be read or written: locked, full, broken. */
  STORE_UNAVAILABLE: { status: 503, retryable: true },
  /** A genuine webhook could not be stored; whoever sent it is to send it again. */
  NOT_STORED: { status: 500, retryable: true },
  /** Something HS-X did not foresee; the log line with the same request id has the cause. */
  INTERNAL: { status: 500, retryable: false },
} as const;

/** One of the codes of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * Stripe's refusals, in Stripe's words: one error class that knows its HTTP status and the `error` object of the body.
 */

/** The `error` object of a refused request. */
export interface StripeErrorBody {
  readonly type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly doc_url?: string;
  readonly payment_method?: unknown;
}

/** A request Stripe would refuse. */
export class StripeFailure extends Error {
  readonly status: number;
  readonly body: StripeErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: StripeErrorBody, headers: Readonly<Record<string, string>> = {}) {
    super(body.message);
    this.status = status;
    this.body = body.code === undefined ? body : { ...body, doc_url: docUrlOf(body.code) };
    this.headers = headers;
  }
}

/** Why a card was refused. */
export interface CardRefusal {
  readonly code: string;
  readonly message: string;
  readonly declineCode?: string;
  readonly param?: string;
}

/** 400: the request contradicts itself or the state of an object. */
export function invalidRequest(
  message: string,
  details: { readonly param?: string; readonly code?: string } = {},
): StripeFailure {
  return new StripeFailure(400, { type: 'invalid_request_error', message, ...details });
}

/** 404 for the object in the path, 400 for one named by a parameter. */
export function resourceMissing(missing: {
  readonly noun: string;
  readonly id: string;
  readonly param?: string;
}): StripeFailure {
  const { noun, id, param } = missing;
  return new StripeFailure(param === undefined ? 404 : 400, {
    type: 'invalid_request_error',
    message: `No such ${noun}: '${id}'`,
    code: 'resource_missing',
    param: param ?? 'id',
  });
}

/** 400: a parameter this endpoint does not have. */
export function parameterUnknown(names: readonly string[]): StripeFailure {
  const word = names.length === 1 ? 'parameter' : 'parameters';
  return invalidRequest(`Received unknown ${word}: ${names.join(', ')}`, {
    code: 'parameter_unknown',
    param: names[0] ?? '',
  });
}

/** 400: a parameter this endpoint cannot do without. */
export function parameterMissing(param: string): StripeFailure {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

/** 400: Stripe has this parameter, the simulator does not; silence would let a test pass that fails for real. */
export function parameterNotSimulated(param: string): StripeFailure {
  return invalidRequest(
    `The simulator does not implement '${param}'. Stripe does; leave it out here or extend the simulator (see DEVIATIONS.md).`,
    { code: 'parameter_not_simulated', param },
  );
}

/** 402: the card said no. */
export function cardFailure(refusal: CardRefusal, paymentMethod?: unknown): StripeFailure {
  return new StripeFailure(402, {
    type: 'card_error',
    message: refusal.message,
    code: refusal.code,
    ...(refusal.declineCode === undefined ? {} : { decline_code: refusal.declineCode }),
    ...(refusal.param === undefined ? {} : { param: refusal.param }),
    ...(paymentMethod === undefined ? {} : { payment_method: paymentMethod }),
  });
}

function docUrlOf(code: string): string {
  return `https://docs.stripe.com/error-codes#${code.replaceAll('_', '-')}`;
}

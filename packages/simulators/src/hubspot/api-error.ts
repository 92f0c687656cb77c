import type { HubspotEngine } from './hubspot-state.js';

/** A refusal of an API route. */
export interface ApiRefusal {
  readonly httpStatus: number;
  readonly message: string;
  /** HubSpot's class of error, such as `MISSING_SCOPES`. */
  readonly category?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly unknown[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers in the error shape of HubSpot's API: `status`, `message`, `correlationId` and, where known, `category`. */
export function apiError(engine: HubspotEngine, refusal: ApiRefusal): Response {
  const { httpStatus, message, category, context, errors, headers } = refusal;
  const body = {
    status: 'error',
    message,
    correlationId: correlationId(engine),
    ...(category === undefined ? {} : { category }),
    ...(context === undefined ? {} : { context }),
    ...(errors === undefined ? {} : { errors }),
  };
  return Response.json(body, { status: httpStatus, headers: { ...headers } });
}

function correlationId(engine: HubspotEngine): string {
  const hex = (length: number): string => engine.ids.text('correlation-id', length, '0123456789abcdef');
  return [hex(8), hex(4), `7${hex(3)}`, `8${hex(3)}`, hex(12)].join('-');
}

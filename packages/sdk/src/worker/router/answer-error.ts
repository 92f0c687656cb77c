import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorEnvelope } from '../../contract/error-envelope.js';
import { HsxError, isHsxError } from '../../kernel/hsx-error.js';
import { renderError } from '../pages/error-page.js';
import { isPagePath } from './page-paths.js';
import type { RouteContext } from './request-scope.js';

/** Answers an error: its status, the one envelope or an error page, never a stack, never a secret. */
export function answerError(context: RouteContext, appName: string, thrown: unknown): Response {
  const error = isHsxError(thrown) ? thrown : unforeseen(thrown);
  const logger = context.var.logger;
  const level = error.status >= 500 ? 'error' : 'info';
  logger.log(level, 'request refused', {
    path: context.req.path,
    code: error.code,
    status: error.status,
    error: thrown,
  });
  const status = error.status as ContentfulStatusCode;
  if (error.status === 503) context.header('retry-after', '5');
  // The rest of an oversized body is not worth reading.
  if (error.code === 'BODY_TOO_LARGE') context.header('connection', 'close');
  if (isPagePath(context.req.path)) return context.html(errorPage(context, appName, error), status);
  return context.json(envelopeOf(error), status);
}

function envelopeOf(error: HsxError): ErrorEnvelope {
  const { code, message, hint } = error;
  return { ok: false, error: { code, message, ...(hint === undefined ? {} : { hint }) } };
}

function errorPage(context: RouteContext, appName: string, error: HsxError): string {
  return renderError({
    nonce: context.var.nonce,
    appName,
    status: error.status,
    title: error.status >= 500 ? 'Something is not working on our side' : 'That did not work',
    message: error.message,
    hint: error.hint ?? null,
    requestId: context.var.requestId,
    retryUrl: retryUrl(context, error),
  });
}

/**
 * Where trying again can work. The answer of a consent page works once, so an install begins anew, unless HubSpot's Marketplace began it.
 * Never a whole address: behind a proxy the request's own says http, and the token in it would travel in the clear.
 */
function retryUrl(context: RouteContext, error: HsxError): string | null {
  if (context.req.method !== 'GET') return null;
  const { pathname, search, searchParams } = new URL(context.req.url);
  if (pathname.startsWith('/oauth/') && !searchParams.has('returnUrl')) return '/oauth/start';
  return error.retryable ? `${pathname}${search}` : null;
}

function unforeseen(cause: unknown): HsxError {
  return new HsxError({
    code: 'INTERNAL',
    message: 'The app could not handle the request.',
    hint: 'Try again; when it happens again, tell the app’s support the request id.',
    cause,
  });
}

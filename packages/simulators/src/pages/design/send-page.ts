import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

import { renderPage, type PageContent } from './page-layout.js';

/** How a page may be shown. */
export interface PageDelivery {
  /** Default 200. */
  readonly status?: ContentfulStatusCode;
  /** Whether our own pages may frame it. Default: nobody may, as Stripe's hosted pages do it. */
  readonly isFrameable?: boolean;
}

/** Sends a page with headers that keep it on its own: no foreign content, no framing, no referrer, no cache. */
export async function sendPage(
  c: Context,
  content: PageContent,
  delivery: PageDelivery = {},
): Promise<Response> {
  const ancestors = delivery.isFrameable === true ? "'self'" : "'none'";
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; frame-src 'self' http: https:; base-uri 'none'; frame-ancestors ${ancestors}`,
  );
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cache-Control', 'no-store');
  return c.html(await renderPage(content), delivery.status ?? 200);
}

import { icon } from './icons.js';
import { renderLayout } from './layout.js';
import type { PageView } from './layout.js';
import { markup } from './markup.js';

/** What an error page is made of. */
export interface ErrorView extends PageView {
  /** The HTTP status of the response, 400 to 599. */
  readonly status: number;
  /** What happened, in a few words. */
  readonly title: string;
  /** What it means for the reader, in a sentence or two. */
  readonly message: string;
  /** What the reader can do; null when there is nothing. */
  readonly hint: string | null;
  /** What support finds the log lines by. */
  readonly requestId: string;
  /** Where trying again makes sense; null when it does not. */
  readonly retryUrl: string | null;
}

/** A page that says what went wrong, what to do, and how support finds it; never a stack or a secret. */
export function renderError(view: ErrorView): string {
  const { status, title, message, hint, requestId, retryUrl } = view;
  return renderLayout(view, {
    title,
    body: markup`<div class="card">
<div class="emblem warning">${icon('alert')}</div>
<h1>${title}</h1>
<p class="lede">${message}</p>
${hint === null ? null : markup`<p>${hint}</p>`}
${retryUrl === null ? null : markup`<div class="actions"><a class="button" href="${retryUrl}">Try again</a></div>`}
<dl class="facts">
<div><dt>Error</dt><dd>${status}</dd></div>
<div><dt>Reference for support</dt><dd><code>${requestId}</code></dd></div>
</dl>
</div>`,
    hasPaymentNote: false,
  });
}

import type { html } from 'hono/html';

/** Escaped markup, as the `html` tag makes it. */
export type Html = ReturnType<typeof html>;

/** The mailbox. A mail's own document is served apart, under a policy that lets its styles in and keeps every script out. */
import { Hono, type Context } from 'hono';
import type { SentMail } from '../dev/app-messages.js';
import type { ConsoleSubject } from './console-subject.js';
import type { ConsolePage } from './pages/layout.js';
import { MAIL_VIEWS, mailPage } from './pages/mail-page.js';
import { mailboxPage } from './pages/mailbox-page.js';
import { readMailbox } from './read-mailbox.js';

/** Sends a page of the console. */
export type SendConsolePage = (c: Context, page: ConsolePage) => Promise<Response>;

const LETTER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/** `/mail`, `/mail/<number>`, `/mail/<number>/html` and `/mail/<number>/bounce`. */
export function createMailRoutes(dev: ConsoleSubject, sendPage: SendConsolePage): Hono {
  const routes = new Hono();
  const { mailbox } = dev;
  const find = (c: Context): { readonly mail: SentMail | undefined; readonly number: number } => {
    const number = Number(c.req.param('number'));
    return { mail: mailbox.list()[number - 1], number };
  };
  routes.get('/mail', async (c) => {
    const rows = await readMailbox(dev, mailbox.list().length);
    return sendPage(c, mailboxPage(rows, { hasSender: dev.config().email.from !== null }));
  });
  routes.get('/mail/:number', async (c) => {
    const { mail, number } = find(c);
    if (mail === undefined) return c.redirect('/mail');
    const view = MAIL_VIEWS.find((one) => one === c.req.query('view')) ?? 'mail';
    return sendPage(c, mailPage({ number, mail, view, preview: await dev.preview(mail) }));
  });
  routes.post('/mail/:number/bounce', async (c) => {
    const { mail } = find(c);
    if (mail === undefined) return c.redirect('/mail', 303);
    return c.redirect((await dev.bounce(mail)) ? '/?bounced#alerts' : '/?refused', 303);
  });
  routes.get('/mail/:number/html', async (c) => {
    const { mail } = find(c);
    const preview = mail && (await dev.preview(mail));
    if (preview?.kind !== 'written') return c.redirect('/mail');
    c.header('Content-Security-Policy', LETTER_POLICY);
    c.header('Referrer-Policy', 'no-referrer');
    c.header('Cache-Control', 'no-store');
    return c.html(preview.mail.html.replace('<head>', '<head><base target="_blank">'));
  });
  return routes;
}

/** From a template's name and data to a mail that can leave: the one place where mails are written. */
import { isAddress } from './address.js';
import type { Inline } from './document/block.js';
import { createParts } from './document/parts.js';
import { renderHtml } from './document/render-html.js';
import { renderText } from './document/render-text.js';
import { EmailError } from './email-error.js';
import { senderOf, type MailApp } from './mail-app.js';
import type { Mail } from './mail.js';
import type { RenderedMail } from './rendered-mail.js';
import { findTemplate, type FoundTemplate, type TemplateSource } from './template/find-template.js';
import { readData } from './template/read-data.js';
import { fillFiles } from './template/render-files.js';

/** A mail to write, and who it comes from. */
export interface RenderRequest extends Mail {
  readonly app: MailApp;
}

/** Writes one mail; throws TEMPLATE_UNKNOWN, TEMPLATE_INVALID, DATA_INVALID, MAIL_INVALID or SENDER_REFUSED. */
export function renderMail(request: RenderRequest, source: TemplateSource = {}): RenderedMail {
  const { key, to, template, app } = request;
  const from = senderOf(app);
  if (!isAddress(to)) throw refused(template, 'its receiver is not one e-mail address', 'name@example.com');
  const content = renderContent(request, findTemplate(template, source));
  if (content.subject.trim() === '' || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(content.subject)) {
    throw refused(template, 'its subject is empty or holds a line break', 'one line of text');
  }
  return {
    key,
    template,
    to,
    from,
    replyTo: app.replyTo ?? app.fromEmail,
    ...content,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

type Content = Pick<RenderedMail, 'subject' | 'text' | 'html'>;

function renderContent({ template, data, app }: RenderRequest, found: FoundTemplate): Content {
  const known = found.fields ? readData({ template, fields: found.fields, data, app }) : data;
  if (found.files)
    return fillFiles({ name: template, files: found.files, fields: found.fields }, { data: known, app });
  const parts = createParts(app);
  // The readers above have made the data what the template's own type promises.
  const checked = known as never;
  const subject = found.template.subject(checked, parts);
  const document = {
    subject,
    preview: found.template.preview(checked, parts),
    blocks: found.template.body(checked, parts),
    footer: found.template.footer?.(checked, parts) ?? footerOf(app, known.hubspotAccount),
    appName: app.name,
  };
  return { subject, text: renderText(document), html: renderHtml(document) };
}

function footerOf(app: MailApp, hubspotAccount: unknown): readonly Inline[] {
  const account =
    typeof hubspotAccount === 'string' ? `HubSpot account ${hubspotAccount}` : 'your HubSpot account';
  return [
    'You receive this email because ',
    { kind: 'link', label: app.name, url: app.url },
    ` is installed in ${account}.`,
  ];
}

function refused(template: string, seen: string, allowed: string): EmailError {
  return new EmailError({
    code: 'MAIL_INVALID',
    message: `The mail "${template}" was refused: ${seen}. Allowed: ${allowed}.`,
    hint: 'Nothing was sent.',
    details: { template },
  });
}

/** The rich half of a mail: one column, tables for Outlook, nothing loaded from anywhere, everything escaped. */
import type { Block, Fact, Inline, MailDocument } from './block.js';
import { escapeHtml } from './escape-html.js';
import { STYLES } from './html-styles.js';
import { frameHtml } from './frame-html.js';

/** Writes the document as `text/html`. */
export function renderHtml(document: MailDocument): string {
  return frameHtml({
    subject: document.subject,
    preview: document.preview,
    appName: document.appName,
    content: document.blocks.map(renderBlock).join('\n'),
    footer: inlineHtml(document.footer, { style: STYLES.footerLink, className: 'm-soft' }),
  });
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h1 class="m-text" style="${STYLES.heading}">${escapeHtml(block.text)}</h1>`;
    case 'paragraph':
      return `<p class="m-text" style="${STYLES.paragraph}">${inlineHtml(block.content)}</p>`;
    case 'finePrint':
      return `<p class="m-soft" style="${STYLES.finePrint}">${inlineHtml(block.content)}</p>`;
    case 'button':
      return renderButton(block);
    case 'list':
      return `<ul style="${STYLES.list}">${block.items.map(renderItem).join('')}</ul>`;
    case 'facts':
      return renderFacts(block.rows);
  }
}

/** A table cell with the colour, so that Outlook shows a button too. */
function renderButton({ label, url }: { readonly label: string; readonly url: string }): string {
  return [
    `<table role="presentation" class="m-wide" cellpadding="0" cellspacing="0" border="0" style="${STYLES.buttonTable}"><tr>`,
    `<td class="m-cta" bgcolor="#1d4ed8" style="${STYLES.buttonCell}">`,
    `<a class="m-cta-label" href="${escapeHtml(url)}" style="${STYLES.button}">${escapeHtml(label)}</a>`,
    '</td></tr></table>',
  ].join('');
}

function renderItem(item: string): string {
  return `<li class="m-text" style="${STYLES.item}">${escapeHtml(item)}</li>`;
}

function renderFacts(rows: readonly Fact[]): string {
  const cells = rows.map(
    ({ label, value }) =>
      `<tr><th scope="row" class="m-soft m-row" style="${STYLES.factLabel}">${escapeHtml(label)}</th>` +
      `<td class="m-text m-row" style="${STYLES.factValue}">${escapeHtml(value)}</td></tr>`,
  );
  return `<table cellpadding="0" cellspacing="0" border="0" style="${STYLES.facts}">${cells.join('')}</table>`;
}

interface LinkLook {
  readonly style: string;
  readonly className: string;
}

function inlineHtml(
  content: readonly Inline[],
  look: LinkLook = { style: STYLES.link, className: 'm-link' },
): string {
  return content
    .map((part) => {
      if (typeof part === 'string') return escapeHtml(part);
      if (part.kind === 'strong') return `<strong style="${STYLES.strong}">${escapeHtml(part.text)}</strong>`;
      const { style, className } = look;
      return `<a class="${className}" href="${escapeHtml(part.url)}" style="${style}">${escapeHtml(part.label)}</a>`;
    })
    .join('');
}

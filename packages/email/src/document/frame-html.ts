import { escapeHtml } from './escape-html.js';
import { STYLES, styleSheet } from './html-styles.js';

/** What the frame goes around; `content` and `footer` are HTML already. */
export interface Frame {
  readonly subject: string;
  readonly preview: string;
  readonly appName: string;
  readonly content: string;
  readonly footer: string;
}

/** Pushes the body's first words out of the line beside the subject when the preview is short. */
const PREVIEW_FILLER = '&#847;&zwnj;&nbsp;'.repeat(80);

/** Outlook for Windows knows no `max-width`; a table of fixed width around the column stands in. */
const MSO_OPEN =
  '<!--[if mso]><table role="presentation" align="center" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->';
const MSO_CLOSE = '<!--[if mso]></td></tr></table><![endif]-->';
const TABLE = '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"';

/** The complete HTML document around a mail's content. */
export function frameHtml({ subject, preview, appName, content, footer }: Frame): string {
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${escapeHtml(subject)}</title>
<style>
${styleSheet()}
</style>
</head>
<body class="m-page" style="${STYLES.page}">
<div style="${STYLES.preview}">${escapeHtml(preview)}${PREVIEW_FILLER}</div>
${TABLE} class="m-page" style="${STYLES.canvas}"><tr><td align="center" style="padding:0 12px">
${MSO_OPEN}
${TABLE} style="${STYLES.column}">
<tr><td class="m-text m-edge" style="${STYLES.brand}">${escapeHtml(appName)}</td></tr>
<tr><td class="m-card" style="${STYLES.card}">
${content}
</td></tr>
<tr><td class="m-soft m-edge" style="${STYLES.footer}">${footer}</td></tr>
</table>
${MSO_CLOSE}
</td></tr></table>
</body>
</html>
`;
}

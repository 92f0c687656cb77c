/**
 * Every style of a mail stands inline, in light colours: some mail programs drop `<style>`, and there the mail must still
 * look as meant. The `<style>` block only adds what cannot stand inline: dark colours and phone widths. Contrasts (WCAG 2.2):
 * text 15:1 light and 13:1 dark, buttons and links 6:1 and 9:1, small print 5:1 and 7:1.
 */
const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const WRAP = 'overflow-wrap:break-word;word-break:break-word';

/** Inline styles by the role an element plays. */
export const STYLES = {
  page: 'margin:0;padding:0;background:#f3f4f7;-webkit-text-size-adjust:100%;text-size-adjust:100%',
  preview:
    'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;color:transparent;font-size:1px;line-height:1px',
  canvas: 'background:#f3f4f7',
  column: 'width:100%;max-width:600px;margin:0 auto',
  brand: `${FONT};${WRAP};padding:28px 32px 14px;font-size:15px;line-height:20px;font-weight:700;color:#1b2430;text-align:left`,
  card: 'background:#ffffff;border:1px solid #e2e5eb;border-radius:12px;padding:30px 32px 10px;text-align:left',
  heading: `${FONT};${WRAP};margin:0 0 16px;font-size:20px;line-height:28px;font-weight:700;color:#1b2430`,
  paragraph: `${FONT};${WRAP};margin:0 0 18px;font-size:16px;line-height:25px;color:#1b2430`,
  link: 'color:#1d4ed8;text-decoration:underline',
  strong: 'font-weight:700',
  buttonTable: 'margin:6px 0 24px;border-collapse:separate',
  buttonCell: 'background:#1d4ed8;border-radius:8px;mso-padding-alt:13px 24px',
  button: `${FONT};${WRAP};display:inline-block;padding:13px 24px;font-size:16px;line-height:22px;font-weight:600;color:#ffffff;text-decoration:none;border-radius:8px`,
  list: 'margin:0 0 18px;padding:0 0 0 22px',
  item: `${FONT};${WRAP};margin:0 0 6px;font-size:16px;line-height:25px;color:#1b2430`,
  facts: 'width:100%;margin:0 0 20px;border-collapse:collapse;table-layout:fixed',
  factLabel: `${FONT};${WRAP};width:42%;padding:9px 16px 9px 0;font-size:15px;line-height:22px;font-weight:400;color:#5a6473;text-align:left;vertical-align:top;border-bottom:1px solid #e2e5eb`,
  factValue: `${FONT};${WRAP};padding:9px 0;font-size:15px;line-height:22px;font-weight:600;color:#1b2430;text-align:left;vertical-align:top;border-bottom:1px solid #e2e5eb`,
  finePrint: `${FONT};${WRAP};margin:0 0 18px;font-size:13px;line-height:20px;color:#5a6473`,
  footer: `${FONT};${WRAP};padding:18px 32px 36px;font-size:13px;line-height:20px;color:#5a6473;text-align:left`,
  footerLink: 'color:#5a6473;text-decoration:underline',
} as const;

/** Dark colours by class; `[data-ogsc]` is what Outlook on the web sets in dark mode. */
const DARK: Readonly<Record<string, string>> = {
  'm-page': 'background:#14171d',
  'm-card': 'background:#1e232b;border-color:#343b47',
  'm-text': 'color:#eceff4',
  'm-soft': 'color:#a9b2c0',
  'm-link': 'color:#a8c4ff',
  'm-row': 'border-color:#343b47',
  'm-cta': 'background:#a8c4ff',
  'm-cta-label': 'color:#0b1a3d',
};

/** What goes into `<style>`. */
export function styleSheet(): string {
  const dark = Object.entries(DARK).map(
    ([name, style]) => [name, style.replaceAll(/(?=;|$)/g, '!important')] as const,
  );
  return [
    ':root{color-scheme:light dark;supported-color-schemes:light dark}',
    `@media (prefers-color-scheme:dark){${dark.map(([name, style]) => `.${name}{${style}}`).join('')}}`,
    dark.map(([name, style]) => `[data-ogsc] .${name}{${style}}`).join(''),
    '@media (max-width:480px){.m-card{padding-left:22px!important;padding-right:22px!important}',
    '.m-edge{padding-left:22px!important;padding-right:22px!important}',
    '.m-wide,.m-wide td,.m-wide a{width:100%!important}.m-wide a{box-sizing:border-box;text-align:center}}',
  ].join('\n');
}

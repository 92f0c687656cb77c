const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Characters that HTML forbids even as references. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|\p{Cs}/gu;

/** The text so that HTML shows it as it is, in content and in quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replaceAll(FORBIDDEN, '\uFFFD').replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

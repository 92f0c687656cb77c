import { createParts } from '../document/parts.js';
import { escapeHtml } from '../document/escape-html.js';
import { EmailError } from '../email-error.js';
import type { MailApp } from '../mail-app.js';
import type { AnyFieldReader, AnyFields, ShownWith } from './field-reader.js';
import type { MailFiles } from './override.js';
import { fillPlaceholders, placeholdersIn } from './placeholders.js';

/** A pair of files with what is known about its template. */
export interface FilesReading {
  readonly name: string;
  readonly files: MailFiles;
  /** Readers of the built-in template of that name; undefined for a mail of the app's own. */
  readonly fields: AnyFields | undefined;
}

const SUBJECT_LINE = /^\uFEFF?Subject:[ \t]*(\S[^\r\n]*)\r?\n\s*\n/;
/** What every file may name besides its template's fields. */
const OWN_PLACEHOLDERS: readonly string[] = ['appName', 'appUrl'];

/** Checks a pair of files once, before any mail is sent; throws TEMPLATE_INVALID with every problem. */
export function checkFiles({ name, files, fields }: FilesReading): void {
  const problems = [
    ...(SUBJECT_LINE.test(files.text)
      ? []
      : [`${name}.txt must begin with a line "Subject: …" and an empty line`]),
    ...(files.html.trim() === '' ? [`${name}.html is empty`] : []),
    ...(fields ? unknownPlaceholders({ file: `${name}.txt`, text: files.text, fields }) : []),
    ...(fields ? unknownPlaceholders({ file: `${name}.html`, text: files.html, fields }) : []),
  ];
  if (problems.length === 0) return;
  throw new EmailError({
    code: 'TEMPLATE_INVALID',
    message: `The mail "${name}" in emails/ cannot be used: ${problems.join('; ')}.`,
    ...(fields ? { hint: `Placeholders of "${name}": ${allowedPlaceholders(fields).join(', ')}.` } : {}),
    details: { template: name },
  });
}

/** A pair of files, filled. */
export interface FilledFiles {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Fills checked files with checked data. */
export function fillFiles(
  { name, files, fields }: FilesReading,
  { data, app }: { readonly data: Readonly<Record<string, unknown>>; readonly app: MailApp },
): FilledFiles {
  const values = { ...shownValues(fields, { data, app }), appName: app.name, appUrl: app.url };
  const asText = { values, escape: (value: string): string => value };
  const [head = '', subject = ''] = SUBJECT_LINE.exec(files.text) ?? [];
  if (subject === '') checkFiles({ name, files, fields });
  return {
    subject: fillPlaceholders(subject, asText).trim(),
    text: fillPlaceholders(files.text.slice(head.length), asText),
    html: fillPlaceholders(files.html, { values, escape: escapeHtml }),
  };
}

function unknownPlaceholders({
  file,
  text,
  fields,
}: {
  readonly file: string;
  readonly text: string;
  readonly fields: AnyFields;
}): readonly string[] {
  const allowed = new Set(allowedPlaceholders(fields));
  const unknown = new Set(placeholdersIn(text).filter((name) => !allowed.has(name)));
  return [...unknown].map((name) => `${file} names the placeholder {{${name}}}, which does not exist`);
}

function allowedPlaceholders(fields: AnyFields): readonly string[] {
  const amount = 'amountMinor' in fields && 'currency' in fields ? ['amount'] : [];
  return [...Object.keys(fields), ...amount, ...OWN_PLACEHOLDERS];
}

/** Instants as dates, lists as phrases, links complete; a link that is not known leads to the app. */
function shownValues(
  fields: FilesReading['fields'],
  { data, app }: { readonly data: Readonly<Record<string, unknown>>; readonly app: MailApp },
): Readonly<Record<string, string>> {
  const parts = createParts(app);
  const { amountMinor, currency } = data;
  const amount =
    typeof amountMinor === 'number' && typeof currency === 'string'
      ? { amount: parts.money(amountMinor, currency) }
      : {};
  const shown = Object.entries(data).map(
    ([field, value]) => [field, show(fields?.[field], value, parts)] as const,
  );
  const links = Object.keys(fields ?? {})
    .filter((field) => field.endsWith('Url'))
    .map((field) => [field, app.url] as const);
  return { ...Object.fromEntries(links), ...Object.fromEntries(shown), ...amount };
}

function show(reader: AnyFieldReader | undefined, value: unknown, shown: ShownWith): string {
  if (reader) return reader.show(value as never, shown);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

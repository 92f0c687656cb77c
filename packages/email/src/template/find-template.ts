import { EmailError } from '../email-error.js';
import { templates as builtIn } from '../templates/registry.js';
import type { AnyFields } from './field-reader.js';
import { isMailFiles, type MailFiles, type Overrides } from './override.js';
import { checkFiles } from './render-files.js';
import type { AnyTemplate } from './template.js';

/** Where templates come from. */
export interface TemplateSource {
  /** The app's own, by name; they go first. */
  readonly overrides?: Overrides;
  /** What overrides replace. Default: the built-in templates. */
  readonly templates?: Readonly<Record<string, AnyTemplate>>;
}

/** A template as found: code, or a pair of files, with the readers of its data. */
export type FoundTemplate = {
  readonly fields: AnyFields | undefined;
} & (
  | { readonly template: AnyTemplate; readonly files?: never }
  | { readonly files: MailFiles; readonly template?: never }
);

/** The template that counts for a name; throws TEMPLATE_UNKNOWN. */
export function findTemplate(
  name: string,
  { overrides = {}, templates = builtIn }: TemplateSource,
): FoundTemplate {
  const replaced = Object.hasOwn(templates, name) ? templates[name] : undefined;
  const override = Object.hasOwn(overrides, name) ? overrides[name] : undefined;
  if (override && isMailFiles(override)) return { files: override, fields: replaced?.fields };
  const template = override ?? replaced;
  if (template) return { template, fields: template.fields ?? replaced?.fields };
  const names = [...new Set([...Object.keys(templates), ...Object.keys(overrides)])].sort();
  throw new EmailError({
    code: 'TEMPLATE_UNKNOWN',
    message: `The mail "${name}" was refused: there is no template of that name. Known: ${names.join(', ')}.`,
    hint: `Put emails/${name}.txt and emails/${name}.html into the app, or use one of the names above.`,
    details: { template: name },
  });
}

/** Checks every override before the first mail; throws TEMPLATE_INVALID. */
export function checkOverrides(source: TemplateSource): void {
  const overrides = source.overrides ?? {};
  const templates: Readonly<Record<string, AnyTemplate>> = source.templates ?? builtIn;
  for (const [name, override] of Object.entries(overrides)) {
    if (override === undefined || !isMailFiles(override)) continue;
    const replaced = Object.hasOwn(templates, name) ? templates[name] : undefined;
    checkFiles({ name, files: override, fields: replaced?.fields });
  }
}

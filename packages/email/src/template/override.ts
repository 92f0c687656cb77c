import type { TemplateData, TemplateName } from '../templates/registry.js';
import type { AnyTemplate, Template } from './template.js';

/** A mail written as two plain files with `{{placeholders}}`. */
export interface MailFiles {
  /** `<name>.txt`: a first line `Subject: …`, an empty line, then the mail. */
  readonly text: string;
  /** `<name>.html`: a complete document. Values are escaped where they are put in. */
  readonly html: string;
}

/**
 * What an app puts in the place of built-in mails, and mails of its own, by name. Whoever reads the `emails/` folder makes it:
 * on Node `@hs-x/email/node`, on Workers the bundler.
 */
export type Overrides = {
  readonly [Name in TemplateName]?: Template<TemplateData<Name>> | MailFiles;
} & Readonly<Record<string, AnyTemplate | MailFiles | undefined>>;

/** Whether the override is a pair of files. */
export function isMailFiles(override: AnyTemplate | MailFiles): override is MailFiles {
  return 'text' in override && 'html' in override;
}

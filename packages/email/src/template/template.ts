import type { Block, Inline } from '../document/block.js';
import type { Parts } from '../document/parts.js';
import type { AnyFields, FieldReader } from './field-reader.js';

/** How each field of a template's data is read. Every field may be missing from the data. */
export type FieldReaders<Data> = {
  readonly [Field in keyof Data]-?: FieldReader<Exclude<Data[Field], undefined>>;
};

/** A mail with gaps: `Data` fills them. */
export interface Template<Data> {
  /**
   * How the data is checked before the functions below see it. An override leaves it out and gets the readers of the template
   * it replaces; a template of the app's own without readers gets its data as it was sent.
   */
  readonly fields?: FieldReaders<Data>;
  /** One line; people decide by it whether to open the mail. */
  readonly subject: (data: Data, parts: Parts) => string;
  /** The line shown beside the subject, about 40 to 90 characters. */
  readonly preview: (data: Data, parts: Parts) => string;
  /** The mail itself, greeting and sign-off included. */
  readonly body: (data: Data, parts: Parts) => readonly Block[];
  /** Small print below: why its receiver gets it. Default: because the app is installed in their HubSpot account. */
  readonly footer?: (data: Data, parts: Parts) => readonly Inline[];
}

/** A template whatever its data: what registries and overrides hold. */
export interface AnyTemplate {
  readonly fields?: AnyFields;
  readonly subject: (data: never, parts: Parts) => string;
  readonly preview: (data: never, parts: Parts) => string;
  readonly body: (data: never, parts: Parts) => readonly Block[];
  readonly footer?: (data: never, parts: Parts) => readonly Inline[];
}

/**
 * Writes a template, built in or in an app's `emails/` folder.
 *
 * ```ts
 * // emails/payment-failed.ts
 * export const template = defineTemplate<PaymentFailedData>({
 *   subject: (data, { app }) => `${app.name}: your card was declined`,
 *   preview: () => 'One click brings everything back.',
 *   body: (data, { paragraph, signOff }) => [paragraph('Your card was declined.'), signOff()],
 * });
 * ```
 */
export function defineTemplate<Data>(template: Template<Data>): Template<Data> {
  return template;
}

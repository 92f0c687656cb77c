/**
 * What a mail is made of. Both `text/plain` and `text/html` are written from these blocks, so the two can never say different
 * things. The set is small on purpose: what is not here does not work in every mail program.
 */

/** Words within a line. */
export type Inline =
  | string
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

/** A name and its value, one row of a facts table. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** One building block of a mail. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] }
  | { readonly kind: 'finePrint'; readonly content: readonly Inline[] };

/** A mail's content with what surrounds it. */
export interface MailDocument {
  readonly subject: string;
  /** The line that mail programs show beside the subject. */
  readonly preview: string;
  readonly blocks: readonly Block[];
  /** Small print below the mail. */
  readonly footer: readonly Inline[];
  /** The app's name, shown above the mail. */
  readonly appName: string;
}

/** A sender as mail programs show it. */
export interface Sender {
  readonly name: string;
  readonly email: string;
}

/** A mail as it leaves for a transport: complete, checked, free of line breaks in headers. */
export interface RenderedMail {
  readonly key: string;
  readonly template: string;
  readonly to: string;
  readonly from: Sender;
  /** Where answers go. */
  readonly replyTo: string;
  readonly subject: string;
  /** `text/plain`, wrapped at 72 columns, every link written out. */
  readonly text: string;
  /** `text/html`, a complete document. */
  readonly html: string;
  /** Further headers by name. */
  readonly headers: Readonly<Record<string, string>>;
}

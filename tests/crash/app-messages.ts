/** What the test and the app's process tell each other, and what both know. Plain data: it travels as JSON. */

/** How the app reaches its mail server. `http` drops the second mail of a key, SMTP cannot. */
export type MailRoute =
  { readonly kind: 'smtp'; readonly port: number } | { readonly kind: 'http'; readonly baseUrl: string };

/** What the process is told before it starts; plain data. */
export interface AppSettings {
  readonly database: string;
  readonly port: number;
  readonly stripeOrigin: string;
  readonly hubspotOrigin: string;
  readonly mail: MailRoute;
  readonly environment: Readonly<Record<string, string>>;
}

/** To the process: start at an instant, or finish what is under way, go to an instant and work off what is due there. Unix ms. */
export type ToApp =
  | { readonly kind: 'start'; readonly settings: AppSettings; readonly at: number }
  | { readonly kind: 'follow'; readonly at: number };

/** From the process. `followed` answers every `follow`. */
export type FromApp =
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'followed' }
  | { readonly kind: 'listening' }
  | { readonly kind: 'trouble'; readonly line: string };

/** Where the author's own handler notes which of Stripe's events it has seen. */
export const HANDLED_PREFIX = 'handled:';

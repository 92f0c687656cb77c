import { EmailError } from '../email-error.js';
import { countPhrase, joinPhrases } from '../format/count-phrase.js';
import { formatDate } from '../format/format-date.js';
import { formatMoney } from '../format/format-money.js';
import type { MailApp } from '../mail-app.js';
import type { Block, Fact, Inline } from './block.js';

/** What a template's `body` builds a mail from. */
export interface Parts {
  /** The app's name and public address. */
  readonly app: { readonly name: string; readonly url: string };
  readonly heading: (text: string) => Block;
  readonly paragraph: (...content: readonly Inline[]) => Block;
  /** One clear next step. `url` is `http(s):` or `mailto:`, or relative to the app's address. */
  readonly button: (step: { readonly label: string; readonly url: string }) => Block;
  readonly list: (items: readonly string[]) => Block;
  readonly facts: (rows: readonly Fact[]) => Block;
  /** Small print. */
  readonly finePrint: (...content: readonly Inline[]) => Block;
  /** Emphasis within a line. */
  readonly strong: (text: string) => Inline;
  /** A link within a line; the same addresses as a button's. */
  readonly link: (target: { readonly label: string; readonly url: string }) => Inline;
  /** `Hi Ada,`, or `Hi,` when the name is not known. */
  readonly greeting: (name: string | undefined) => Block;
  /** `- The <App Name> team` */
  readonly signOff: () => Block;
  /** An instant (unix ms) as a day: `5 December 2026`. */
  readonly date: (at: number) => string;
  /** An amount in minor units with its ISO 4217 currency: `$79.00`. */
  readonly money: (amountMinor: number, currency: string) => string;
  /** `9 syncs and 1 list` */
  readonly counts: (counts: readonly { readonly kind: string; readonly count: number }[]) => string;
}

/** The parts for one app's mails. */
export function createParts(app: MailApp): Parts {
  const paragraph = (...content: readonly Inline[]): Block => ({ kind: 'paragraph', content });
  return {
    app: { name: app.name, url: app.url },
    heading: (text) => ({ kind: 'heading', text }),
    paragraph,
    button: ({ label, url }) => ({ kind: 'button', label, url: resolveLink(url, app.url) }),
    list: (items) => ({ kind: 'list', items }),
    facts: (rows) => ({ kind: 'facts', rows }),
    finePrint: (...content) => ({ kind: 'finePrint', content }),
    strong: (text) => ({ kind: 'strong', text }),
    link: ({ label, url }) => ({ kind: 'link', label, url: resolveLink(url, app.url) }),
    greeting: (name) => paragraph(name === undefined || name === '' ? 'Hi,' : `Hi ${name},`),
    signOff: () => paragraph(`- The ${app.name} team`),
    date: (at) => formatDate(at, app.timeZone ?? 'UTC'),
    money: formatMoney,
    counts: (counts) => joinPhrases(counts.map(({ kind, count }) => countPhrase(count, kind))),
  };
}

const LINK_PROTOCOLS = /^(https?|mailto):$/;

/** The complete address of a link; throws DATA_INVALID for one that no mail program may follow. */
export function resolveLink(url: string, base: string): string {
  const resolved = URL.canParse(url, base) ? new URL(url, base) : null;
  if (resolved && LINK_PROTOCOLS.test(resolved.protocol)) return resolved.href;
  throw new EmailError({
    code: 'DATA_INVALID',
    message:
      'A mail was refused: one of its links is no address a mail may hold. Allowed: https, http and mailto.',
    hint: 'Nothing was sent.',
    details: { protocol: resolved?.protocol ?? 'none' },
  });
}

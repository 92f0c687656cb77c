import { words } from './field-reader.js';
import type { FieldReaders } from './template.js';

/** What every mail may know of its receiver. */
export interface Recipient {
  /** The person's first name, for the greeting. */
  readonly name?: string;
  /** The HubSpot account the mail is about, its id or name: people who look after several need it. */
  readonly hubspotAccount?: string;
}

/** Readers of {@link Recipient}, spread into each template's own. */
export const recipientFields: FieldReaders<Recipient> = { name: words, hubspotAccount: words };

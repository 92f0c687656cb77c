import type { HubspotEngine } from '../hubspot-state.js';
import { openRecordStore } from './record-store.js';

const contacts = [
  {
    firstname: 'Purchasing',
    lastname: 'desk',
    email: 'purchasing@harbor-supplies.example',
    company: 'Harbor Supplies',
  },
  {
    firstname: 'Accounts',
    lastname: 'payable',
    email: 'accounts@lumen-works.example',
    company: 'Lumen Works',
  },
] as const;

/** Gives a portal two contacts, 101 and 102, so that a record page can be opened at once. */
export function seedContacts(engine: HubspotEngine, portalId: number): void {
  const store = openRecordStore(engine, portalId, 'contacts');
  for (const contact of contacts) {
    store.create({ ...contact, phone: '+1 555 0100', lifecyclestage: 'customer' });
  }
}

/** A source of contacts: here a fixed sheet, in a real app an API the customer connected. */
import { defineSource } from '@hs-x/sdk';

interface SheetRow {
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
}

const SHEET: readonly SheetRow[] = [
  { email: 'ops@fjord-logistics.example', first_name: 'Operations', last_name: 'Desk' },
  { email: 'sales@fjord-logistics.example', first_name: 'Sales', last_name: 'Desk' },
  { email: 'billing@quarry-stone.example', first_name: 'Billing', last_name: 'Desk' },
];

/** The cursor is how many rows have been read: the next run gives what was added since. */
export const spreadsheetContacts = defineSource<SheetRow>({
  name: 'spreadsheet',
  pull(_ctx, { cursor, limit }) {
    const from = Number(cursor ?? 0);
    const records = SHEET.slice(from, from + limit);
    const next = from + records.length;
    return Promise.resolve({ records, nextCursor: String(next), isComplete: next >= SHEET.length });
  },
});

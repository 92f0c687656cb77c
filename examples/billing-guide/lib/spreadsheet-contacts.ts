/** A source of contacts: here a fixed sheet, in a real app an API the customer connected. */
export const spreadsheetContacts = {
  name: 'spreadsheet',
  rows: [
    { email: 'ops@example.com', first_name: 'Operations', last_name: 'Desk' },
    { email: 'sales@example.com', first_name: 'Sales', last_name: 'Desk' },
  ],
};

/** Which of the provider's events a line of history follows from. */
export const journalEvents = {
  id: '0005-journal-events',
  statements: [`ALTER TABLE journal ADD COLUMN event_id TEXT`],
} as const;

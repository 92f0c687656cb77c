/** Which webhooks wait for an observation: few of all, and each observation asks for its portal's. */
export const inboxWaiting = {
  id: '0011-inbox-waiting',
  statements: [
    `CREATE INDEX inbox_waiting ON inbox (app, mode, customer_id, event_id) WHERE needs_observation = 1`,
  ],
} as const;

/**
 * Ten bugs that comparable products have shipped, each as the smallest edit that brings it back. Where our code has no line for a bug (it
 * never compares times of events, never keys by a signature), the edit adds what those products do at the place they do it.
 */
export const mutants = [
  {
    name: 'swallowed error then 200',
    how: 'a webhook whose processing failed counts as done',
    edits: [
      {
        file: 'billing/shell/fail-event.ts',
        find: 'await engine.inbox.settle(engine.scope, event, result);',
        replace: `await engine.inbox.settle(engine.scope, event, { kind: 'observed' });
    await engine.inbox.settle(engine.scope, event, { kind: 'handled' });`,
      },
    ],
  },
  {
    name: 'strict `<` on one-second `created`',
    how: 'an event that is not newer than the last one of its customer is passed over',
    edits: [
      {
        file: 'billing/shell/webhook.ts',
        find: 'const { receipt, claimed } = await storeWebhook(engine, event);',
        replace: `const newest = NEWEST.get(engine) ?? new Map<string | null, number>();
  NEWEST.set(engine, newest);
  if (!((newest.get(event.customerId) ?? 0) < event.createdAt)) return 'duplicate';
  newest.set(event.customerId, event.createdAt);
  const { receipt, claimed } = await storeWebhook(engine, event);`,
      },
      {
        file: 'billing/shell/webhook.ts',
        find: '/** Accepts one webhook.',
        replace: `const NEWEST = new WeakMap<BillingEngine, Map<string | null, number>>();

/** Accepts one webhook.`,
      },
    ],
  },
  {
    name: 'fetch outside the lock',
    how: 'the provider is read before the account is loaded, so that a slow reader overwrites a quick one',
    edits: [
      {
        file: 'billing/shell/observe-once.ts',
        find: `return transactClosing(engine, key, async ({ account }) => {
    if (!provider || !account.customer) return null;
    const { customerId } = account.customer;
    return { kind: 'customerObserved', observed: await pace(() => provider.observe(customerId)) };
  });`,
        replace: `const { account } = await engine.store.load(key);
  if (!provider || !account.customer) return { account, closedEventIds: [] };
  const { customerId } = account.customer;
  const observed = await pace(() => provider.observe(customerId));
  return transactClosing(engine, key, () => ({ kind: 'customerObserved', observed }));`,
      },
    ],
  },
  {
    name: 'acknowledge before storing',
    how: 'the answer is 200 before the event is in the inbox',
    edits: [
      {
        file: 'billing/shell/webhook.ts',
        find: 'const { receipt, claimed } = await storeWebhook(engine, event);',
        replace: '',
      },
      {
        file: 'billing/shell/webhook.ts',
        find: 'arrived.background(() => workOffEvents(engine, claimed), ',
        replace: `arrived.background(async () => {
    const { claimed } = await storeWebhook(engine, event);
    await workOffEvents(engine, claimed);
  }, `,
      },
      { file: 'billing/shell/webhook.ts', find: 'return receipt;', replace: "return 'stored';" },
    ],
  },
  {
    name: 'skip rows without subscription id',
    how: 'an event for a portal whose row names no subscription changes nothing',
    edits: [
      {
        file: 'billing/shell/process-events.ts',
        find: 'const closed = observed.get(portalId) ?? (await closeByObserving(engine, portalId, inLane));',
        replace: `const row = (await engine.store.read(accountKey(engine, portalId))).entitlement;
  if (row?.subscriptionId === undefined) return engine.inbox.settle(engine.scope, event, { kind: 'observed' });
  const closed = observed.get(portalId) ?? (await closeByObserving(engine, portalId, inLane));`,
      },
    ],
  },
  {
    name: 'update erasing trialEndsAt',
    how: 'an update of a known subscription writes it anew without the end of its trial',
    edits: [
      {
        file: 'billing/decide/customer-observed.ts',
        find: 'provider: observed.provider,',
        replace: 'trialEndsAt: same ? null : current.trialEndsAt,\n    provider: observed.provider,',
      },
    ],
  },
  {
    name: 'dedupe by signature',
    how: 'a delivery is known again by its signature, which is new with every try',
    edits: [
      {
        file: 'billing/shell/webhook.ts',
        find: 'const event = arrived.provider.decode(genuine);',
        replace: `const decoded = arrived.provider.decode(genuine);
  const event = { ...decoded, eventId: arrived.request.headers.get('stripe-signature') ?? decoded.eventId };`,
      },
    ],
  },
  {
    name: 'period end read from the old place',
    how: 'only the subscription itself is asked for current_period_end, where it stood before 2025-03-31.basil',
    edits: [
      {
        file: 'providers/stripe/subscription-fields.ts',
        find: 'if (known.length > 0) return known;',
        replace: '',
      },
    ],
  },
  {
    name: 'cancel read from the boolean alone',
    how: 'only cancel_at_period_end is asked, which newer subscriptions leave false',
    edits: [
      {
        file: 'providers/stripe/subscription-fields.ts',
        find: 'if (subscription.cancel_at != null) return subscription.cancel_at * SECOND_MS;',
        replace: '',
      },
    ],
  },
  {
    name: 'second trial on reinstall',
    how: 'a trial consumed before the latest install is forgotten',
    edits: [
      {
        file: 'billing/trial.ts',
        find: "const isUsed = account.trial?.state === 'consumed' || account.subscription !== null;",
        replace:
          "const isUsed = account.trial?.state === 'consumed' && account.trial.at >= (account.install?.installedAt ?? 0);",
      },
    ],
  },
];

/**
 * Compares what was reported on one UTC day with what the provider's meters show of it. Reports are accepted first and checked later, so that the
 * provider may still drop one; a difference is alerted, never corrected by itself.
 */
import { DAY_MS, SECOND_MS, type Instant } from '../../kernel/instant.js';
import type { BillingEngine } from '../billing-engine.js';
import type { ReportedTotal, TotalCursor } from '../ports/meter-ledger.js';

const PAGE = 100;

/** What a comparison found. */
export interface UsageComparison {
  readonly compared: number;
  /** Customers of whom something is not reported yet; another night compares them. */
  readonly unfinished: number;
  readonly differing: number;
}

/** Compares one day; its beginning must be a midnight, UTC. Throws PROVIDER_UNAVAILABLE, PROVIDER_REFUSED or STORE_UNAVAILABLE. */
export async function compareUsage(engine: BillingEngine, dayStartsAt: Instant): Promise<UsageComparison> {
  const { meterLedger, scope } = engine;
  // An hour is reported at the second after its beginning.
  const fromAt = dayStartsAt - SECOND_MS;
  let found: UsageComparison = { compared: 0, unfinished: 0, differing: 0 };
  for (let after: TotalCursor | null = null; ;) {
    const page = await meterLedger.totals(scope, { fromAt, toAt: fromAt + DAY_MS, after, limit: PAGE });
    for (const total of page) found = add(found, await compare(engine, total, dayStartsAt));
    after = page.at(-1) ?? null;
    if (page.length < PAGE) return found;
  }
}

async function compare(
  { provider, rules, outbox, scope, clock }: BillingEngine,
  reported: ReportedTotal,
  dayStartsAt: Instant,
): Promise<UsageComparison> {
  const { limit, customerId, portalId, amount, unreported } = reported;
  const eventName = rules.meters.get(limit);
  const meters = provider?.usageMeters;
  if (!meters || eventName === undefined) return { compared: 0, unfinished: 0, differing: 0 };
  if (unreported > 0) return { compared: 0, unfinished: 1, differing: 0 };
  const toAt = dayStartsAt + DAY_MS;
  const counted = await meters.total({ eventName, customerId, fromAt: dayStartsAt, toAt });
  if (counted === amount) return { compared: 1, unfinished: 0, differing: 0 };
  const day = new Date(dayStartsAt).toISOString().slice(0, 10);
  const effect = {
    kind: 'raiseAlert',
    key: `usage-mismatch:${limit}:${customerId}:${day}`,
    alert: 'usage_mismatch',
    message: `On ${day}, ${amount} ${limit} of customer ${customerId} (portal ${portalId}) were reported and the provider's meter "${eventName}" shows ${counted}. Look for dropped or foreign events of that meter and correct them there.`,
  } as const;
  await outbox.add(scope, { portalId, effect, now: clock.now() });
  return { compared: 1, unfinished: 0, differing: 1 };
}

function add(left: UsageComparison, right: UsageComparison): UsageComparison {
  return {
    compared: left.compared + right.compared,
    unfinished: left.unfinished + right.unfinished,
    differing: left.differing + right.differing,
  };
}

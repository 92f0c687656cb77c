/**
 * A provider's meters with Stripe's documented behaviour: an identifier is known for 24 hours after it was taken and then is a new one, usage
 * older than 35 days is refused, answers can be lost on the way. What it has counted is the truth a test compares with.
 */
import type { MeteredUsage, MeterTotalWish, UsageMeters } from '../../../src/billing/ports/usage-meters.js';
import type { Clock } from '../../../src/kernel/clock.js';
import { HsxError } from '../../../src/kernel/hsx-error.js';
import { DAY_MS } from '../../../src/kernel/instant.js';

export class ScriptedMeters implements UsageMeters {
  /** Everything that counts, as it was taken. */
  readonly taken: MeteredUsage[] = [];
  /** Every request that arrived, duplicates included. */
  requests = 0;
  isDown = false;
  refusal: string | null = null;
  /** Runs after usage was taken and before the answer arrives. */
  beforeAnswer: () => void = () => undefined;
  private readonly knownUntil = new Map<string, number>();
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  report(usage: MeteredUsage): Promise<void> {
    this.answerable();
    this.requests += 1;
    const now = this.clock.now();
    if (usage.at < now - 35 * DAY_MS) throw new HsxError({ code: 'PROVIDER_REFUSED', message: 'Too old.' });
    if ((this.knownUntil.get(usage.identifier) ?? 0) <= now) {
      this.taken.push(usage);
      this.knownUntil.set(usage.identifier, now + DAY_MS);
    }
    this.beforeAnswer();
    return Promise.resolve();
  }

  total({ eventName, customerId, fromAt, toAt }: MeterTotalWish): Promise<number> {
    this.answerable();
    return Promise.resolve(
      this.countedOf(
        (usage) =>
          usage.eventName === eventName &&
          usage.customerId === customerId &&
          usage.at >= fromAt &&
          usage.at < toAt,
      ),
    );
  }

  countedOf(isMeant: (usage: MeteredUsage) => boolean = () => true): number {
    return this.taken.filter(isMeant).reduce((sum, { amount }) => sum + amount, 0);
  }

  private answerable(): void {
    if (this.isDown) throw new HsxError({ code: 'PROVIDER_UNAVAILABLE', message: 'The provider is down.' });
    if (this.refusal !== null) throw new HsxError({ code: 'PROVIDER_REFUSED', message: this.refusal });
  }
}

/**
 * The vendor's side of the payment port, with a truth a test writes: customers, pages, subscriptions. It keeps the promises of the
 * provider's contract that matter here: one wish, one outcome; what it answers is its present state.
 */
import type { CheckoutOpened } from '../../../src/billing/input.js';
import type {
  ListedSubscription,
  ObservedCustomer,
  ObservedSubscription,
  SubscriptionPage,
} from '../../../src/billing/observation.js';
import type {
  PaymentProvider,
  ProviderCommand,
  ProviderEvent,
  ProviderOutcome,
} from '../../../src/billing/ports/payment-provider.js';
import { HsxError } from '../../../src/kernel/hsx-error.js';
import { buildObserved, buildSubscription } from '../../../src/testing/index.js';

export class ScriptedProvider implements PaymentProvider {
  readonly name = 'stripe' as const;
  /** Every call that reached the provider, in order. */
  readonly calls: string[] = [];
  readonly customers = new Map<string, ObservedCustomer>();
  readonly pages = new Map<string, 'open' | 'expired' | 'paid'>();
  /** Events no endpoint has accepted. */
  readonly undelivered: ProviderEvent[] = [];
  /** Name tags of subscriptions, by id. */
  readonly tags = new Map<string, ListedSubscription['taggedFor']>();
  isDown = false;
  /** Subscriptions a page of the listing shows. */
  pageSize = 100;
  refusal: string | null = null;
  /** Runs after a call has had its effect, before its answer arrives. */
  beforeAnswer: (call: string) => Promise<void> | void = () => undefined;
  private readonly outcomes = new Map<string, ProviderOutcome>();

  verify({ headers, body }: Parameters<PaymentProvider['verify']>[0]): Promise<unknown> {
    if (headers.get('signature') !== 'genuine') {
      throw new HsxError({ code: 'SIGNATURE_INVALID', message: 'The webhook is forged.' });
    }
    return Promise.resolve(JSON.parse(new TextDecoder().decode(body)));
  }

  decode(payload: unknown): ProviderEvent {
    const { id, type, customer } = payload as { id: string; type: string; customer: string | null };
    const isAboutBilling = !type.startsWith('other.');
    return { eventId: id, type, customerId: customer, createdAt: 0, isAboutBilling, payload };
  }

  async observe(customerId: string): Promise<ObservedCustomer> {
    const seen = this.customers.get(customerId) ?? buildObserved([], { customerId, isDeleted: true });
    await this.answer(`observe ${customerId}`);
    return seen;
  }

  async perform(command: ProviderCommand): Promise<ProviderOutcome> {
    this.refuseIfDown();
    const wish = `${command.key.portalId}:${command.generation}:${command.kind}`;
    const outcome = this.outcomes.get(wish) ?? this.carryOut(command);
    this.outcomes.set(wish, outcome);
    await this.answer(`${command.kind} ${command.generation}`);
    return outcome;
  }

  async openBillingPage(): Promise<{ url: string }> {
    await this.answer('openBillingPage');
    return { url: 'https://pay.example/billing' };
  }

  async list({ after }: Parameters<PaymentProvider['list']>[0]): Promise<SubscriptionPage> {
    const all = [...this.customers.values()].flatMap((customer) => this.listedOf(customer)).reverse();
    const start = after === null ? 0 : all.findIndex((each) => each.subscriptionId === after) + 1;
    if (after !== null && start === 0) throw new HsxError({ code: 'NOT_FOUND', message: 'It has gone.' });
    const subscriptions = all.slice(start, start + this.pageSize);
    const isLast = start + this.pageSize >= all.length;
    await this.answer(`list ${after ?? 'from the start'}`);
    return { subscriptions, next: isLast ? null : (subscriptions.at(-1)?.subscriptionId ?? null) };
  }

  async undeliveredEvents(): Promise<readonly ProviderEvent[]> {
    await this.answer('undeliveredEvents');
    return [...this.undelivered];
  }

  private listedOf(customer: ObservedCustomer): readonly ListedSubscription[] {
    const { customerId, email, isDeleted: isCustomerDeleted } = customer;
    return customer.subscriptions.map((subscription) => {
      const taggedFor = this.tags.get(subscription.subscriptionId) ?? null;
      return { ...subscription, customerId, email, isCustomerDeleted, taggedFor };
    });
  }

  /** A person pays on the page; without a webhook, nobody hears of it. */
  pay(customerId: string, checkoutId: string, more: Partial<ObservedSubscription> = {}): void {
    this.pages.set(checkoutId, 'paid');
    const subscriptionId = `sub_of_${checkoutId}`;
    this.setSubscriptions(customerId, [buildSubscription({ subscriptionId, ...more })]);
  }

  setSubscriptions(customerId: string, subscriptions: readonly ObservedSubscription[]): void {
    this.customers.set(customerId, buildObserved(subscriptions, { customerId, email: 'ada@example.com' }));
  }

  private carryOut(command: ProviderCommand): ProviderOutcome {
    const { generation } = command;
    if (this.refusal !== null) return { kind: 'intentRefused', generation, reason: this.refusal };
    switch (command.kind) {
      case 'createCustomer': {
        const customerId = `cus_${command.key.portalId}_${generation}`;
        this.setSubscriptions(customerId, []);
        return { kind: 'customerCreated', generation, customerId };
      }
      case 'openCheckout':
        return this.openPage(command);
      case 'expireCheckout': {
        const { checkoutId } = command;
        if (this.pages.get(checkoutId) === 'paid') return { kind: 'checkoutCompleted', checkoutId };
        this.pages.set(checkoutId, 'expired');
        return { kind: 'checkoutExpired', checkoutId };
      }
      case 'scheduleCancellation':
      case 'undoCancellation':
        return { kind: 'cancellationChanged', generation, releasedScheduleId: null };
      case 'endTrial':
        this.endTrial(command.subscriptionId);
        return { kind: 'trialEndedEarly', generation };
      case 'tagCustomer':
        return { kind: 'customerTagged', generation };
    }
  }

  private openPage({
    key,
    generation,
    wishedAt,
  }: Extract<ProviderCommand, { kind: 'openCheckout' }>): CheckoutOpened {
    const checkoutId = `cs_${key.portalId}_${generation}`;
    this.pages.set(checkoutId, 'open');
    const url = `https://pay.example/${checkoutId}`;
    return { kind: 'checkoutOpened', generation, checkoutId, url, expiresAt: wishedAt + 86_400_000 };
  }

  private endTrial(subscriptionId: string): void {
    for (const [customerId, customer] of this.customers) {
      const subscriptions = customer.subscriptions.map((each) =>
        each.subscriptionId === subscriptionId
          ? buildSubscription({ ...each, status: 'active', providerStatus: 'active' })
          : each,
      );
      this.customers.set(customerId, { ...customer, subscriptions });
    }
  }

  private async answer(call: string): Promise<void> {
    this.refuseIfDown();
    this.calls.push(call);
    await this.beforeAnswer(call);
  }

  private refuseIfDown(): void {
    if (this.isDown) throw new HsxError({ code: 'PROVIDER_UNAVAILABLE', message: 'The provider is down.' });
  }
}

/**
 * Carries out provider writes that are already committed as intents: call, then commit the outcome. A crash anywhere leaves the
 * intent; the ticker finds it and repeats it under the same idempotency key.
 */
import { isHsxError } from '../../kernel/hsx-error.js';
import type { AccountKey } from '../../kernel/ids.js';
import { DAY_MS, HOUR_MS } from '../../kernel/instant.js';
import type { Account, ProviderIntent } from '../account.js';
import { keyText, type BillingEngine } from '../billing-engine.js';
import type { Input } from '../input.js';
import type { PaymentProvider, ProviderCommand } from '../ports/payment-provider.js';
import { observeOnce } from './observe-once.js';
import { transact } from './transact.js';

/** More intents than this in one go means a rule that adds one for each it finishes. */
const MAX_INTENTS = 10;
/** A checkout page lives a day; its links stay good an hour longer. */
const LINK_LIFE_MS = DAY_MS + HOUR_MS;

/** Carries out every intent that is due, oldest first, and returns the account after them. */
export async function performIntents(engine: BillingEngine, key: AccountKey): Promise<Account> {
  const { provider } = engine;
  let { account } = await engine.store.load(key);
  if (!provider) return account;
  for (let done = 0; done < MAX_INTENTS; done++) {
    const intent = account.intents[0];
    if (!intent || intent.nextAttemptAt > engine.clock.now()) return account;
    const input = await perform(engine, { provider, account, intent });
    account = await transact(engine, key, () => input);
    if (input.kind === 'intentPostponed') return account;
    if (mayHaveEvents(input)) ({ account } = await observeOnce(engine, key));
  }
  engine.logger.log('error', 'too many provider writes in a row', { account: keyText(key) });
  return account;
}

const MUST_OBSERVE: readonly Input['kind'][] = [
  'checkoutCompleted',
  'cancellationChanged',
  'trialEndedEarly',
];

/** A new mapping may have made stored events matchable, and a completed checkout has made a subscription. */
function mayHaveEvents(input: Input): boolean {
  return MUST_OBSERVE.includes(input.kind);
}

async function perform(
  engine: BillingEngine,
  work: { provider: PaymentProvider; account: Account; intent: ProviderIntent },
): Promise<Input> {
  const { generation } = work.intent;
  try {
    const command = await commandOf(engine, work.account, work.intent);
    if (command) return await work.provider.perform(command);
    return { kind: 'intentRefused', generation, reason: 'the portal has no customer to open a checkout for' };
  } catch (error) {
    engine.logger.log('warn', 'provider write failed', { intent: work.intent.kind, generation, error });
    const reason = isHsxError(error) ? error.message : 'an unforeseen error, see the log';
    const needsOperator = !isHsxError(error) || !error.retryable;
    return { kind: 'intentPostponed', generation, reason, needsOperator };
  }
}

async function commandOf(
  engine: BillingEngine,
  account: Account,
  intent: ProviderIntent,
): Promise<ProviderCommand | null> {
  const { key } = account;
  const { generation, wishedAt } = intent;
  switch (intent.kind) {
    case 'createCustomer':
      return { kind: intent.kind, key, generation, email: intent.email, wishedAt };
    case 'expireCheckout':
      return { kind: intent.kind, key, generation, checkoutId: intent.checkoutId };
    case 'scheduleCancellation':
    case 'undoCancellation':
      return { kind: intent.kind, key, generation, subscriptionId: intent.subscriptionId, wishedAt };
    case 'endTrial':
      return { kind: intent.kind, key, generation, subscriptionId: intent.subscriptionId };
    case 'tagCustomer': {
      const { customerId, subscriptionId } = intent;
      return { kind: intent.kind, key, generation, customerId, subscriptionId };
    }
    case 'openCheckout':
      return await openCheckoutCommand(engine, account, intent);
  }
}

/** Null when the portal has no customer to open a page for. */
async function openCheckoutCommand(
  engine: BillingEngine,
  { key, customer }: Account,
  intent: Extract<ProviderIntent, { kind: 'openCheckout' }>,
): Promise<ProviderCommand | null> {
  if (!customer) return null;
  const { kind, generation, wishedAt, plan, priceId, trialDays } = intent;
  const { customerId } = customer;
  const link = { generation, expiresAt: wishedAt + LINK_LIFE_MS };
  const successUrl = await engine.urls.successUrl(key, link);
  const cancelUrl = await engine.urls.cancelUrl(key, link);
  return { kind, key, generation, customerId, plan, priceId, trialDays, wishedAt, successUrl, cancelUrl };
}

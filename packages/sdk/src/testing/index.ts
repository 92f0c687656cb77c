/** `@hs-x/sdk/testing`: contract suites for adapters, builders and a clock that stands still. Imports no test runner. */
export { ACCOUNT_KEY, buildAccount, buildCustomer, buildGrant, withRow } from './build-account.js';
export { buildBillingConfig, buildPlan, buildRules } from './build-rules.js';
export { buildKnownSubscription, buildObserved, buildSubscription } from './build-subscription.js';
export { billingStoreContract } from './billing-store-contract.js';
export type { BillingStores } from './billing-stores.js';
export { expectEqual, type ContractCase } from './contract-case.js';
export { expectCode } from './expect-code.js';
export { fixedClock, type FixedClock } from './fixed-clock.js';
export { createInMemoryInstallTokenStore } from './in-memory-install-token-store.js';
export { createInMemoryOnceStore } from './in-memory-once-store.js';
export { inboxContract } from './inbox-contract.js';
export { installTokenStoreContract } from './install-token-store-contract.js';
export { kvStoreContract } from './kv-store-contract.js';
export { onceStoreContract } from './once-store-contract.js';
export { outboxContract } from './outbox-contract.js';
export { paymentProviderContract } from './payment-provider-contract.js';
export type { OpenHarness, PaymentProviderHarness, WebhookWish } from './payment-provider-harness.js';

import type { PostalAddress } from '../customers/object.js';
import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';

/** Result of a check on a card. */
export type CardCheck = 'fail' | 'pass' | 'unavailable' | 'unchecked';

/** The card of a payment method; the full number is never kept. */
export interface CardObject {
  readonly brand: string;
  readonly checks: {
    readonly address_line1_check: null;
    readonly address_postal_code_check: null;
    readonly cvc_check: CardCheck;
  };
  readonly country: string;
  readonly display_brand: string;
  readonly exp_month: number;
  readonly exp_year: number;
  readonly fingerprint: string;
  readonly funding: 'credit' | 'debit';
  readonly generated_from: null;
  readonly last4: string;
  readonly networks: { readonly available: readonly string[]; readonly preferred: null };
  readonly regulated_status: 'unregulated';
  readonly three_d_secure_usage: { readonly supported: boolean };
  readonly wallet: null;
}

/** A bank account, the simulator's example of a payment method that settles days later. */
export interface BankAccountObject {
  readonly account_holder_type: 'company';
  readonly account_type: 'checking';
  readonly bank_name: string;
  readonly financial_connections_account: null;
  readonly fingerprint: string;
  readonly last4: string;
  readonly networks: { readonly preferred: 'ach'; readonly supported: readonly 'ach'[] };
  readonly routing_number: string;
  readonly status_details: null;
}

/** A payment method. */
export interface PaymentMethodObject {
  readonly id: string;
  readonly object: 'payment_method';
  readonly allow_redisplay: 'always' | 'limited' | 'unspecified';
  readonly billing_details: {
    readonly address: PostalAddress;
    readonly email: string | null;
    readonly name: string | null;
    readonly phone: string | null;
    readonly tax_id: null;
  };
  readonly card?: CardObject;
  readonly us_bank_account?: BankAccountObject;
  readonly created: EpochSeconds;
  readonly customer: string | null;
  readonly customer_account: null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly type: 'card' | 'us_bank_account';
}

import { describe, expect, it } from 'vitest';
import { isHsxError } from '../../../src/kernel/hsx-error.js';
import { stripeProvider } from '../../../src/providers/stripe/index.js';
import { PLAIN_CHECKOUT } from './builders.js';

interface Given {
  readonly secretKey?: string;
  readonly webhookSecrets?: readonly string[];
  readonly mode?: 'test' | 'live';
  readonly origin?: string;
}

/** The refusal's message, or null when the provider was made. */
function refusal(given: Given): string | null {
  try {
    stripeProvider({
      secretKey: 'sk_test_51abc',
      webhookSecrets: ['whsec_1'],
      mode: 'test',
      checkout: PLAIN_CHECKOUT,
      ...given,
    });
    return null;
  } catch (error) {
    return isHsxError(error, 'ENVIRONMENT_INVALID') ? error.message : String(error);
  }
}

describe('a Stripe deployment', () => {
  it('starts with a secret or restricted key of its mode', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({ secretKey: 'rk_test_51abc' })).toBeNull();
    expect(refusal({ secretKey: 'sk_live_51abc', mode: 'live' })).toBeNull();
    expect(
      refusal({ secretKey: 'rk_live_51abc', mode: 'live', webhookSecrets: ['whsec_1', 'whsec_2'] }),
    ).toBeNull();
  });

  it('refuses a live key in test mode and a test key in live mode', () => {
    expect(refusal({ secretKey: 'sk_live_51abc' })).toContain(
      'is a live key, but this deployment runs in test mode',
    );
    expect(refusal({ secretKey: 'rk_live_51abc' })).toContain('is a live key');
    expect(refusal({ secretKey: 'sk_test_51abc', mode: 'live' })).toContain(
      'is a test key, but this deployment runs in live mode',
    );
  });

  it.each([
    '',
    '  ',
    'pk_test_51abc',
    'sk_test_',
    'sk_test_51 abc',
    'sk_test_51abc\n',
    'whsec_1',
    'sk_51abc',
  ])('refuses what is no secret key, without repeating it: %j', (secretKey) => {
    const message = refusal({ secretKey });
    expect(message).toMatch(/^The Stripe secret key is .+ must begin with "sk_test_" or "rk_test_"\.$/);
    expect(message).not.toContain('51');
  });

  it('refuses to start without a signing secret', () => {
    expect(refusal({ webhookSecrets: [] })).toContain('No Stripe webhook signing secret is set');
  });

  it.each(['', ' ', 'sk_test_51abc', 'we_51abc', 'whsec_', 'whsec_51 abc'])(
    'refuses what is no signing secret, without repeating it: %j',
    (secret) => {
      const message = refusal({ webhookSecrets: ['whsec_1', secret] });
      expect(message).toMatch(/^Stripe webhook signing secret 2 is .+ must begin with "whsec_"\.$/);
      expect(message).not.toContain('51');
    },
  );

  it.each(['', '127.0.0.1:4242', 'ftp://127.0.0.1', 'http://127.0.0.1/v1', 'stripe'])(
    'refuses an origin that is none: %j',
    (origin) => {
      expect(refusal({ origin })).toContain('is no http or https origin');
    },
  );
});

import { afterEach, describe, expect, it } from 'vitest';
import { env, readEnvironment, useEnvironment } from '../../src/worker/env.js';

afterEach(() => useEnvironment(process.env));

describe('env', () => {
  it('answers the value the runtime was given', () => {
    useEnvironment({ STRIPE_SECRET: 'sk_test_1' });
    expect(env('STRIPE_SECRET')).toBe('sk_test_1');
  });

  it.each([undefined, '', '  '])('refuses a name whose value is %j, and says which', (value) => {
    expect(() => readEnvironment({ APP_URL: value }, 'APP_URL')).toThrow(
      'The environment name APP_URL is missing or blank.',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { loadAppConfig } from '../../src/config/index.js';
import { isHsxError } from '../../src/kernel/hsx-error.js';
import { GUIDE_FILE } from './guide-file.js';

function refusalOf(text: string, fileName?: string): unknown {
  try {
    loadAppConfig(text, fileName === undefined ? {} : { fileName });
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('loadAppConfig', () => {
  it('answers the configuration of a sound file', () => {
    expect(loadAppConfig(GUIDE_FILE).billing.plans).toEqual(['free', 'team', 'scale']);
  });

  it('throws one CONFIG_INVALID that lists every problem', () => {
    const error = refusalOf('[billing]\nprovider = "strip"\ntrial_days = 731\n', 'app/hs-x.toml');
    if (!isHsxError(error, 'CONFIG_INVALID')) throw new Error('expected CONFIG_INVALID');
    expect(error.message).toBe(
      'app/hs-x.toml has 2 problems:\n' +
        'app/hs-x.toml:2:12 billing.provider must be "stripe", "invoice" or "none"; found the text "strip". Did you mean "stripe"?\n' +
        'app/hs-x.toml:3:14 billing.trial_days must be a whole number from 0 to 730; found the number 731.',
    );
    expect(error.details.problems).toHaveLength(2);
  });

  it('calls the file hs-x.toml unless told otherwise', () => {
    expect(String(refusalOf(''))).toMatch(
      /^HsxError: hs-x\.toml has a problem:\nhs-x\.toml:1:1 The file is empty\./,
    );
  });
});

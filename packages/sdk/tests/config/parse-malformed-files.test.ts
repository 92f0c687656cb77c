import { describe, expect, it } from 'vitest';
import {
  CONFIG_PROBLEM_CODES,
  formatProblems,
  parseAppConfig,
  type ConfigProblem,
} from '../../src/config/index.js';
import { MALFORMED_FILES } from './malformed-files.js';

function problemsOf(text: string): readonly ConfigProblem[] {
  const parsed = parseAppConfig(text);
  return parsed.ok ? [] : parsed.problems;
}

describe('a malformed hs-x.toml', () => {
  it.each(MALFORMED_FILES)('names $title', ({ text, problems }) => {
    const found = problemsOf(text).map(({ line, column, key, code, message }) => ({
      line,
      column,
      key,
      code,
      message,
    }));
    expect(found).toEqual(problems);
  });

  it('shows the file, the place, the key and the remedy on one line a problem', () => {
    const text = '[billing]\nprovider = "none"\ntrail_days = 14\ntrial_days = "14"\n';
    expect(formatProblems(problemsOf(text), 'apps/acme/hs-x.toml')).toBe(
      'apps/acme/hs-x.toml:3:1 billing.trail_days is not a known key. Did you mean "trial_days"?\n' +
        'apps/acme/hs-x.toml:4:14 billing.trial_days must be a whole number from 0 to 730; found the text "14". Remove the quotes.',
    );
  });

  it('hands programs what was seen, what is allowed and what was probably meant', () => {
    expect(problemsOf('[billing]\nprovider = "strip"\n')).toEqual([
      {
        line: 2,
        column: 12,
        key: 'billing.provider',
        code: 'UNKNOWN_VALUE',
        message:
          'billing.provider must be "stripe", "invoice" or "none"; found the text "strip". Did you mean "stripe"?',
        seen: 'the text "strip"',
        allowed: '"stripe", "invoice" or "none"',
        didYouMean: 'stripe',
      },
    ]);
  });

  it('is covered by a broken file for every code but the size', () => {
    const covered = new Set(MALFORMED_FILES.flatMap(({ problems }) => problems.map(({ code }) => code)));
    const missing = Object.keys(CONFIG_PROBLEM_CODES).filter(
      (code) => !covered.has(code as ConfigProblem['code']),
    );
    expect(missing).toEqual(['FILE_TOO_LARGE']);
  });
});

describe('a file of extreme size or shape', () => {
  it('is refused beyond 256 KiB and read up to there', () => {
    const start = '[billing]\nprovider = "none"\n#';
    expect(parseAppConfig(start + 'x'.repeat(256 * 1024 - start.length)).ok).toBe(true);
    expect(problemsOf(start + 'x'.repeat(256 * 1024 - start.length + 1))).toEqual([
      {
        line: 1,
        column: 1,
        key: '',
        code: 'FILE_TOO_LARGE',
        message: 'The file is larger than 256 KiB. Keep only settings in it.',
      },
    ]);
  });

  it('counts bytes, not characters', () => {
    const start = '[billing]\nprovider = "none"\n#';
    expect(problemsOf(start + 'ß'.repeat(128 * 1024))[0]?.code).toBe('FILE_TOO_LARGE');
  });

  it.each([
    ['open brackets', 'a = ' + '['.repeat(200_000)],
    ['open tables', 'a = ' + '{ b = '.repeat(40_000)],
    ['dots in a key', `a${'.a'.repeat(100_000)} = 1`],
    ['quotes', '"'.repeat(250_000)],
    ['escaped quotes', 'a = "' + '\\"'.repeat(120_000)],
    ['number signs', '#'.repeat(250_000) + '\nx'],
    ['spaces', 'a' + ' '.repeat(250_000) + 'b'],
    ['unknown keys', Array.from({ length: 20_000 }, (_, at) => `k${at} = 1`).join('\n')],
    ['secrets on one line', `# ${'whsec_a '.repeat(30_000)}`],
    ['broken lines', 'x = ?\n'.repeat(40_000)],
    [
      'plans',
      Array.from({ length: 5_000 }, (_, at) => `[billing.plan.p${at}]\nlimits = { l${at} = 1 }`).join('\n'),
    ],
  ])('made of %s gives problems within seconds', (_, text) => {
    const startedAt = performance.now();
    expect(problemsOf(text).length).toBeGreaterThan(0);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('a secret in the file', () => {
  const secrets = [
    'sk_live_51AbcDEF',
    'sk_test_51AbcDEF',
    'rk_live_51AbcDEF',
    'whsec_51AbcDEF',
    'pat-na1-51AbcDEF',
  ];
  const places = (secret: string): readonly string[] => [
    `[billing]\nprovider = "${secret}"\n`,
    `[billing]\nprovider = "none"\nupgrade_url = "https://x.example/?key=${secret}"\n`,
    `[billing]\nprovider = ${secret}\n`,
    `[billing]\n${secret} = 1\n`,
    `[${secret}]\na = 1\n`,
    `[billing]\nprovider = "none" # ${secret}\n`,
    `[billing]\nprovider = "none"\nfeatures = ["${secret}", "${secret}"]\n`,
    `[billing.plan."${secret}"]\nstripe_price = "${secret}"\nlimits = { "${secret}" = "${secret}" }\n`,
    `[app]\nname = """\n${secret}\n"""\n`,
    `[billing]\nprovider = "${secret}\n`,
    `# ${secret}\n`,
  ];

  it.each(secrets)('is reported and not repeated: %s', (secret) => {
    for (const text of places(secret)) {
      const problems = problemsOf(text);
      expect(problems.map(({ code }) => code)).toContain('SECRET_IN_CONFIG');
      expect(JSON.stringify(problems)).not.toContain('51AbcDEF');
    }
  });

  it('is not suspected in a prefix without a value, or in a longer word', () => {
    expect(
      parseAppConfig('[billing]\nprovider = "none"\n# sk_live_ keys stay out; so does task_test_plan\n').ok,
    ).toBe(true);
  });
});

/** Broken `hs-x.toml` files and everything that must be said about each of them, word for word. */
import type { ConfigProblemCode } from '../../src/config/index.js';

/** One broken file. */
export interface MalformedFile {
  /** Completes "names …". */
  readonly title: string;
  readonly text: string;
  readonly problems: readonly {
    readonly line: number;
    readonly column: number;
    readonly key: string;
    readonly code: ConfigProblemCode;
    readonly message: string;
  }[];
}

const lines = (...text: readonly string[]): string => text.map((line) => `${line}\n`).join('');

export const MALFORMED_FILES: readonly MalformedFile[] = [
  {
    title: 'an empty file',
    text: '',
    problems: [
      {
        line: 1,
        column: 1,
        key: '',
        code: 'EMPTY_FILE',
        message: 'The file is empty. Begin with [billing] and provider = "stripe", "invoice" or "none".',
      },
    ],
  },
  {
    title: 'a file of blank lines and comments',
    text: lines('# nothing yet', '', '  # really'),
    problems: [
      {
        line: 1,
        column: 1,
        key: '',
        code: 'EMPTY_FILE',
        message: 'The file is empty. Begin with [billing] and provider = "stripe", "invoice" or "none".',
      },
    ],
  },
  {
    title: 'bytes that are not text',
    text: lines('[billing]', 'provider = "stri\uFFFDpe"'),
    problems: [
      {
        line: 2,
        column: 17,
        key: '',
        code: 'NOT_TEXT',
        message: 'The file holds bytes that are not UTF-8 text. Save it as UTF-8.',
      },
    ],
  },
  {
    title: 'a text without its closing quote',
    text: lines('[billing]', 'provider = "stripe', 'trial_days = 14'),
    problems: [
      {
        line: 2,
        column: 19,
        key: 'billing.provider',
        code: 'SYNTAX',
        message:
          'billing.provider is not valid TOML: a text is not closed. End it with the quote it began with.',
      },
    ],
  },
  {
    title: 'a value that is missing',
    text: lines('[billing]', 'provider =', 'trial_days = 14'),
    problems: [
      {
        line: 2,
        column: 1,
        key: 'billing.provider',
        code: 'SYNTAX',
        message:
          'billing.provider is not valid TOML: it is not finished when line 3 begins. Give it a value and close its quotes and brackets.',
      },
    ],
  },
  {
    title: 'a value that is missing at the end of the file',
    text: '[billing]\nprovider =',
    problems: [
      {
        line: 2,
        column: 11,
        key: 'billing.provider',
        code: 'SYNTAX',
        message: 'billing.provider is not valid TOML: the value is missing. Write key = value.',
      },
    ],
  },
  {
    title: 'an equals sign that is missing',
    text: lines('[billing]', 'provider "none"'),
    problems: [
      {
        line: 2,
        column: 10,
        key: '',
        code: 'SYNTAX',
        message: 'This line is not valid TOML: the equals sign after the key is missing. Write key = value.',
      },
    ],
  },
  {
    title: 'a word without quotes',
    text: lines('[billing]', 'provider = stripe'),
    problems: [
      {
        line: 2,
        column: 12,
        key: 'billing.provider',
        code: 'SYNTAX',
        message: 'billing.provider is not valid TOML: a text needs quotes. Write "stripe".',
      },
    ],
  },
  {
    title: 'a capital True',
    text: lines('[billing]', 'provider = "none"', '[billing.checkout]', 'automatic_tax = True'),
    problems: [
      {
        line: 4,
        column: 17,
        key: 'billing.checkout.automatic_tax',
        code: 'SYNTAX',
        message: 'billing.checkout.automatic_tax is not valid TOML: "True" cannot stand here. Write true.',
      },
    ],
  },
  {
    title: 'a unit after a number',
    text: lines('[billing]', 'provider = "none"', 'trial_days = 14 days'),
    problems: [
      {
        line: 3,
        column: 17,
        key: 'billing.trial_days',
        code: 'SYNTAX',
        message:
          'billing.trial_days is not valid TOML: something follows the value. Begin a new line for each key, and put texts in quotes.',
      },
    ],
  },
  {
    title: 'a number with a leading zero',
    text: lines('[billing]', 'provider = "none"', 'trial_days = 014'),
    problems: [
      {
        line: 3,
        column: 14,
        key: 'billing.trial_days',
        code: 'SYNTAX',
        message: 'billing.trial_days is not valid TOML: a number begins with 0. Leave the leading zeros out.',
      },
    ],
  },
  {
    title: 'a heading that is not closed',
    text: lines('[billing', 'provider = "none"'),
    problems: [
      {
        line: 1,
        column: 1,
        key: 'billing',
        code: 'SYNTAX',
        message: 'billing is not valid TOML: it is not finished when line 2 begins. End the heading with ].',
      },
    ],
  },
  {
    title: 'a list that is not closed before the next heading',
    text: lines(
      '[billing]',
      'provider = "none"',
      'features = [',
      '  "a",',
      '',
      '[billing.checkout]',
      'automatic_tax = true',
    ),
    problems: [
      {
        line: 3,
        column: 1,
        key: 'billing.features',
        code: 'SYNTAX',
        message:
          'billing.features is not valid TOML: it is not finished when line 6 begins. Give it a value and close its quotes and brackets.',
      },
    ],
  },
  {
    title: 'a list that is not closed at the end of the file',
    text: lines('[billing]', 'provider = "none"', 'features = [', '  "a",'),
    problems: [
      {
        line: 3,
        column: 1,
        key: 'billing.features',
        code: 'SYNTAX',
        message:
          'billing.features is not valid TOML: it is not finished when the file ends. Give it a value and close its quotes and brackets.',
      },
    ],
  },
  {
    title: 'a list without a comma',
    text: lines('[billing]', 'provider = "none"', 'features = ["a" "b"]'),
    problems: [
      {
        line: 3,
        column: 17,
        key: 'billing.features',
        code: 'SYNTAX',
        message: 'billing.features is not valid TOML: a comma between two values is missing.',
      },
    ],
  },
  {
    title: 'a mistake within a list of several lines',
    text: lines('[billing]', 'provider = "none"', 'features = [', '  "a",', '  b,', ']'),
    problems: [
      {
        line: 5,
        column: 3,
        key: 'billing.features',
        code: 'SYNTAX',
        message: 'billing.features is not valid TOML: a text needs quotes. Write "b".',
      },
    ],
  },
  {
    title: 'a key with other letters',
    text: lines('[billing]', 'provider = "none"', 'größe = 1'),
    problems: [
      {
        line: 3,
        column: 3,
        key: 'billing.größe',
        code: 'SYNTAX',
        message:
          'billing.größe is not valid TOML: "ö" cannot be part of a key. Keys are made of the letters a to z, digits, "_" and "-".',
      },
    ],
  },
  {
    title: 'a control character',
    text: lines('[billing]', 'provider = "no\u0007ne"'),
    problems: [
      {
        line: 2,
        column: 15,
        key: 'billing.provider',
        code: 'SYNTAX',
        message: 'billing.provider is not valid TOML: it holds a control character. Retype the line.',
      },
    ],
  },
  {
    title: 'a backslash in a text',
    text: lines('[app]', 'name = "a\\qb"'),
    problems: [
      {
        line: 2,
        column: 11,
        key: 'app.name',
        code: 'SYNTAX',
        message:
          'app.name is not valid TOML: a backslash begins an escape that does not exist. Write \\\\ for a backslash.',
      },
    ],
  },
  {
    title: 'a text of several lines that is not closed',
    text: lines('[app]', 'name = """', 'Acme'),
    problems: [
      {
        line: 2,
        column: 1,
        key: 'app.name',
        code: 'SYNTAX',
        message:
          'app.name is not valid TOML: it is not finished when the file ends. Give it a value and close its quotes and brackets.',
      },
    ],
  },
  {
    title: 'a key defined twice',
    text: lines('[billing]', 'provider = "none"', 'trial_days = 7', 'trial_days = 14'),
    problems: [
      {
        line: 4,
        column: 1,
        key: 'billing.trial_days',
        code: 'DUPLICATE_KEY',
        message: 'billing.trial_days is defined twice. The first is on line 3. Keep one of them.',
      },
    ],
  },
  {
    title: 'a table defined twice',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      '[billing.plan.team]',
      'features = ["a"]',
    ),
    problems: [
      {
        line: 5,
        column: 15,
        key: 'billing.plan.team',
        code: 'DUPLICATE_KEY',
        message: 'billing.plan.team is defined twice. The first is on line 3. Keep one of them.',
      },
    ],
  },
  {
    title: 'a key defined twice within an inline table',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = { syncs = 1, syncs = 2 }',
    ),
    problems: [
      {
        line: 5,
        column: 23,
        key: 'billing.plan.team.limits',
        code: 'DUPLICATE_KEY',
        message: 'billing.plan.team.limits holds "syncs" twice. Keep one of them.',
      },
    ],
  },
  {
    title: 'a table that is already a value',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = 3',
      '[billing.plan.team.limits]',
      'syncs = 1',
    ),
    problems: [
      {
        line: 5,
        column: 10,
        key: 'billing.plan.team.limits',
        code: 'WRONG_TYPE',
        message:
          'billing.plan.team.limits must be a table; found the number 3. Write it as [billing.plan.team.limits].',
      },
      {
        line: 6,
        column: 20,
        key: 'billing.plan.team.limits',
        code: 'DUPLICATE_KEY',
        message: 'billing.plan.team.limits is defined twice. The first is on line 5. Keep one of them.',
      },
    ],
  },
  {
    title: 'lists nested without end',
    text: lines(
      '[billing]',
      'provider = "none"',
      'features = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]',
    ),
    problems: [
      {
        line: 3,
        column: 76,
        key: '',
        code: 'NESTED_TOO_DEEP',
        message: 'Lists and tables are nested more than 64 deep here. Close the brackets opened before.',
      },
    ],
  },
  {
    title: 'a table that is not known',
    text: lines('[biling]', 'provider = "none"'),
    problems: [
      {
        line: 1,
        column: 2,
        key: 'biling',
        code: 'UNKNOWN_KEY',
        message: 'biling is not a known key. Did you mean "billing"?',
      },
    ],
  },
  {
    title: 'a key that is not known at all',
    text: lines('[billing]', 'provider = "none"', 'zebra = 1'),
    problems: [
      {
        line: 3,
        column: 1,
        key: 'billing.zebra',
        code: 'UNKNOWN_KEY',
        message:
          'billing.zebra is not a known key. Allowed in [billing]: "provider", "trial_days", "upgrade_url", "past_due_grace_days", "after_cancel", "repeat_trial", "on_uninstall", "retention_days", "reconcile_hour", "features", "checkout", "meter" or "plan".',
      },
    ],
  },
  {
    title: 'a misspelt key',
    text: lines('[billing]', 'provider = "none"', 'trail_days = 14'),
    problems: [
      {
        line: 3,
        column: 1,
        key: 'billing.trail_days',
        code: 'UNKNOWN_KEY',
        message: 'billing.trail_days is not a known key. Did you mean "trial_days"?',
      },
    ],
  },
  {
    title: 'a key in camel case',
    text: lines('[billing]', 'provider = "none"', 'trialDays = 14'),
    problems: [
      {
        line: 3,
        column: 1,
        key: 'billing.trialDays',
        code: 'UNKNOWN_KEY',
        message: 'billing.trialDays is not a known key. Did you mean "trial_days"?',
      },
    ],
  },
  {
    title: 'a key that stands under the wrong heading',
    text: lines('[billing]', 'provider = "none"', 'automatic_tax = true'),
    problems: [
      {
        line: 3,
        column: 1,
        key: 'billing.automatic_tax',
        code: 'UNKNOWN_KEY',
        message: 'billing.automatic_tax is not a known key. Did you mean "billing.checkout.automatic_tax"?',
      },
    ],
  },
  {
    title: 'a plan table at the top',
    text: lines('[plan.team]', 'stripe_price = "price_1"'),
    problems: [
      {
        line: 1,
        column: 2,
        key: 'plan',
        code: 'UNKNOWN_KEY',
        message: 'plan is not a known key. Did you mean "billing.plan"?',
      },
    ],
  },
  {
    title: 'a key of another kind of price',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'price_monthly = "price_2"',
    ),
    problems: [
      {
        line: 5,
        column: 1,
        key: 'billing.plan.team.price_monthly',
        code: 'UNKNOWN_KEY',
        message: 'billing.plan.team.price_monthly is not a known key. Did you mean "price"?',
      },
    ],
  },
  {
    title: 'prices that are incomplete, out of range or there twice, all at once',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.free]',
      '[billing.plan.team.price]',
      'amount_minor = 49.5',
      'currency = "USD"',
      'interval = "week"',
      '[[billing.plan.scale.price]]',
      'amount_minor = 9_900',
      'currency = "usd"',
      'interval = "year"',
      'interval_count = 4',
      '[[billing.plan.scale.price]]',
      'amount_minor = 8_900',
      'currency = "usd"',
      'interval = "year"',
      'interval_count = 1',
    ),
    problems: [
      {
        line: 5,
        column: 16,
        key: 'billing.plan.team.price.amount_minor',
        code: 'WRONG_TYPE',
        message:
          'billing.plan.team.price.amount_minor must be a whole number from 1 to 99999999; found the number 49.5.',
      },
      {
        line: 6,
        column: 12,
        key: 'billing.plan.team.price.currency',
        code: 'UNKNOWN_VALUE',
        message:
          'billing.plan.team.price.currency must be three lower-case letters, such as "usd"; found the text "USD". Did you mean "usd"?',
      },
      {
        line: 7,
        column: 12,
        key: 'billing.plan.team.price.interval',
        code: 'UNKNOWN_VALUE',
        message: 'billing.plan.team.price.interval must be "month" or "year"; found the text "week".',
      },
      {
        line: 12,
        column: 18,
        key: 'billing.plan.scale.price[0].interval_count',
        code: 'OUT_OF_RANGE',
        message:
          'billing.plan.scale.price[0].interval_count must be a whole number from 1 to 3; found the number 4.',
      },
      {
        line: 16,
        column: 12,
        key: 'billing.plan.scale.price[1].interval',
        code: 'DUPLICATE_VALUE',
        message:
          'billing.plan.scale.price[1] has the currency and interval "usd every 1 year", which billing.plan.scale.price[0] has already. Change or remove one.',
      },
    ],
  },
  {
    title: 'a price without an amount, and a lookup key of two plans',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team.price]',
      'currency = "usd"',
      'interval = "month"',
      '[billing.plan.pro.price]',
      'amount_minor = 1',
      'currency = "usd"',
      'interval = "month"',
      'lookup_key = "k"',
      '[billing.plan.scale.price]',
      'amount_minor = 2',
      'currency = "usd"',
      'interval = "month"',
      'lookup_key = "k"',
    ),
    problems: [
      {
        line: 3,
        column: 20,
        key: 'billing.plan.team.price.amount_minor',
        code: 'MISSING_KEY',
        message:
          'billing.plan.team.price.amount_minor is missing. Write the amount in the smallest unit of the currency, such as 4_900 for 49 dollars.',
      },
      {
        line: 15,
        column: 14,
        key: 'billing.plan.scale.price.lookup_key',
        code: 'DUPLICATE_VALUE',
        message:
          'billing.plan.scale.price has the lookup key "k", which billing.plan.pro.price has already. Change or remove one.',
      },
    ],
  },
  {
    title: 'a mode that is neither test nor live',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = { test = "price_1", prod = "price_2" }',
    ),
    problems: [
      {
        line: 4,
        column: 36,
        key: 'billing.plan.team.stripe_price.prod',
        code: 'UNKNOWN_KEY',
        message:
          'billing.plan.team.stripe_price.prod is not a known key. Allowed in [billing.plan.team.stripe_price]: "test" or "live".',
      },
    ],
  },
  {
    title: 'a reserved table name',
    text: lines('[billing]', 'provider = "none"', '[__proto__]', 'polluted = true'),
    problems: [
      {
        line: 3,
        column: 2,
        key: '__proto__',
        code: 'RESERVED_NAME',
        message: '__proto__ uses a reserved name. Choose another name.',
      },
    ],
  },
  {
    title: 'a reserved plan name',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      '[billing.plan.constructor]',
      'stripe_price = "price_2"',
    ),
    problems: [
      {
        line: 5,
        column: 15,
        key: 'billing.plan.constructor',
        code: 'RESERVED_NAME',
        message: 'billing.plan.constructor uses a reserved name. Choose another name.',
      },
    ],
  },
  {
    title: 'a reserved limit name',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = { __proto__ = 1 }',
    ),
    problems: [
      {
        line: 5,
        column: 12,
        key: 'billing.plan.team.limits.__proto__',
        code: 'RESERVED_NAME',
        message: 'billing.plan.team.limits.__proto__ uses a reserved name. Choose another name.',
      },
    ],
  },
  {
    title: 'a reserved feature name',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'features = ["constructor"]',
    ),
    problems: [
      {
        line: 5,
        column: 13,
        key: 'billing.plan.team.features',
        code: 'RESERVED_NAME',
        message: 'billing.plan.team.features holds the reserved name "constructor". Choose another name.',
      },
    ],
  },
  {
    title: 'a provider that is missing',
    text: lines('[billing]', 'trial_days = 14'),
    problems: [
      {
        line: 1,
        column: 2,
        key: 'billing.provider',
        code: 'MISSING_KEY',
        message: 'billing.provider is missing. Write "stripe", "invoice" or "none".',
      },
    ],
  },
  {
    title: 'a provider that is not known',
    text: lines('[billing]', 'provider = "strip"'),
    problems: [
      {
        line: 2,
        column: 12,
        key: 'billing.provider',
        code: 'UNKNOWN_VALUE',
        message:
          'billing.provider must be "stripe", "invoice" or "none"; found the text "strip". Did you mean "stripe"?',
      },
    ],
  },
  {
    title: 'a provider of a later version',
    text: lines('[billing]', 'provider = "paddle"'),
    problems: [
      {
        line: 2,
        column: 12,
        key: 'billing.provider',
        code: 'NOT_AVAILABLE',
        message:
          'billing.provider "paddle" is not available in this version. Use "stripe", "invoice" or "none".',
      },
    ],
  },
  {
    title: 'a provider that is not a text',
    text: lines('[billing]', 'provider = ["stripe"]'),
    problems: [
      {
        line: 2,
        column: 12,
        key: 'billing.provider',
        code: 'WRONG_TYPE',
        message: 'billing.provider must be "stripe", "invoice" or "none"; found a list.',
      },
    ],
  },
  {
    title: 'a number in quotes',
    text: lines('[billing]', 'provider = "none"', 'trial_days = "14"'),
    problems: [
      {
        line: 3,
        column: 14,
        key: 'billing.trial_days',
        code: 'WRONG_TYPE',
        message:
          'billing.trial_days must be a whole number from 0 to 730; found the text "14". Remove the quotes.',
      },
    ],
  },
  {
    title: 'a decimal where a whole number belongs',
    text: lines('[billing]', 'provider = "none"', 'trial_days = 14.0'),
    problems: [
      {
        line: 3,
        column: 14,
        key: 'billing.trial_days',
        code: 'WRONG_TYPE',
        message: 'billing.trial_days must be a whole number from 0 to 730; found the number 14.0. Write 14.',
      },
    ],
  },
  {
    title: 'a number below its range',
    text: lines('[billing]', 'provider = "none"', 'trial_days = -1'),
    problems: [
      {
        line: 3,
        column: 14,
        key: 'billing.trial_days',
        code: 'OUT_OF_RANGE',
        message: 'billing.trial_days must be a whole number from 0 to 730; found the number -1.',
      },
    ],
  },
  {
    title: 'a number above its range',
    text: lines('[billing]', 'provider = "none"', 'past_due_grace_days = 61'),
    problems: [
      {
        line: 3,
        column: 23,
        key: 'billing.past_due_grace_days',
        code: 'OUT_OF_RANGE',
        message: 'billing.past_due_grace_days must be a whole number from 0 to 60; found the number 61.',
      },
    ],
  },
  {
    title: 'a number too large for any computer',
    text: lines('[billing]', 'provider = "none"', 'retention_days = 99999999999999999999999999'),
    problems: [
      {
        line: 3,
        column: 18,
        key: 'billing.retention_days',
        code: 'OUT_OF_RANGE',
        message:
          'billing.retention_days must be a whole number from 0 to 3650; found the number 99999999999999999999999999.',
      },
    ],
  },
  {
    title: 'infinity',
    text: lines('[billing]', 'provider = "none"', 'retention_days = inf'),
    problems: [
      {
        line: 3,
        column: 18,
        key: 'billing.retention_days',
        code: 'WRONG_TYPE',
        message: 'billing.retention_days must be a whole number from 0 to 3650; found the number inf.',
      },
    ],
  },
  {
    title: 'an hour that no day has',
    text: lines('[billing]', 'provider = "none"', 'reconcile_hour = 24'),
    problems: [
      {
        line: 3,
        column: 18,
        key: 'billing.reconcile_hour',
        code: 'OUT_OF_RANGE',
        message: 'billing.reconcile_hour must be a whole number from 0 to 23; found the number 24.',
      },
    ],
  },
  {
    title: 'a date where a text belongs',
    text: lines('[billing]', 'provider = "none"', 'after_cancel = 2026-11-01'),
    problems: [
      {
        line: 3,
        column: 16,
        key: 'billing.after_cancel',
        code: 'WRONG_TYPE',
        message: 'billing.after_cancel must be "deny" or "free"; found the date 2026-11-01.',
      },
    ],
  },
  {
    title: 'a choice that is not on offer',
    text: lines('[billing]', 'provider = "none"', 'on_uninstall = "cancel"'),
    problems: [
      {
        line: 3,
        column: 16,
        key: 'billing.on_uninstall',
        code: 'UNKNOWN_VALUE',
        message:
          'billing.on_uninstall must be "cancel_at_period_end" or "keep"; found the text "cancel". Did you mean "cancel_at_period_end"?',
      },
    ],
  },
  {
    title: 'a switch in quotes',
    text: lines('[billing]', 'provider = "none"', '[billing.checkout]', 'promotion_codes = "true"'),
    problems: [
      {
        line: 4,
        column: 19,
        key: 'billing.checkout.promotion_codes',
        code: 'WRONG_TYPE',
        message:
          'billing.checkout.promotion_codes must be true or false; found the text "true". Remove the quotes.',
      },
    ],
  },
  {
    title: 'a language in the wrong case',
    text: lines('[billing]', 'provider = "none"', '[billing.checkout]', 'locale = "pt-br"'),
    problems: [
      {
        line: 4,
        column: 10,
        key: 'billing.checkout.locale',
        code: 'UNKNOWN_VALUE',
        message:
          'billing.checkout.locale must be a language of Stripe Checkout, such as "auto", "en" or "pt-BR"; found the text "pt-br". Did you mean "pt-BR"?',
      },
    ],
  },
  {
    title: 'a language that Checkout lacks',
    text: lines('[billing]', 'provider = "none"', '[billing.checkout]', 'locale = "tlh"'),
    problems: [
      {
        line: 4,
        column: 10,
        key: 'billing.checkout.locale',
        code: 'UNKNOWN_VALUE',
        message:
          'billing.checkout.locale must be a language of Stripe Checkout, such as "auto", "en" or "pt-BR"; found the text "tlh".',
      },
    ],
  },
  {
    title: 'checkout options that are not a table',
    text: lines('[billing]', 'provider = "none"', 'checkout = true'),
    problems: [
      {
        line: 3,
        column: 12,
        key: 'billing.checkout',
        code: 'WRONG_TYPE',
        message: 'billing.checkout must be a table; found true. Write it as [billing.checkout].',
      },
    ],
  },
  {
    title: 'an address without https',
    text: lines('[billing]', 'provider = "none"', 'upgrade_url = "http://yourapp.com/billing"'),
    problems: [
      {
        line: 3,
        column: 15,
        key: 'billing.upgrade_url',
        code: 'BAD_URL',
        message:
          'billing.upgrade_url must be an https address (http only for localhost); found the text "http://yourapp.com/billing". Did you mean "https://yourapp.com/billing"?',
      },
    ],
  },
  {
    title: 'an address without a scheme',
    text: lines('[billing]', 'provider = "none"', 'upgrade_url = "yourapp.com/billing"'),
    problems: [
      {
        line: 3,
        column: 15,
        key: 'billing.upgrade_url',
        code: 'BAD_URL',
        message:
          'billing.upgrade_url must be an https address (http only for localhost); found the text "yourapp.com/billing". Did you mean "https://yourapp.com/billing"?',
      },
    ],
  },
  {
    title: 'an address that is none',
    text: lines('[billing]', 'provider = "none"', 'upgrade_url = "javascript:alert(1)"'),
    problems: [
      {
        line: 3,
        column: 15,
        key: 'billing.upgrade_url',
        code: 'BAD_URL',
        message:
          'billing.upgrade_url must be an https address (http only for localhost); found the text "javascript:alert(1)".',
      },
    ],
  },
  {
    title: 'an address with a password',
    text: lines('[billing]', 'provider = "none"', 'upgrade_url = "https://admin:hunter2@yourapp.com/"'),
    problems: [
      {
        line: 3,
        column: 15,
        key: 'billing.upgrade_url',
        code: 'BAD_URL',
        message:
          'billing.upgrade_url must not hold a user name or password. Leave out what stands before "@".',
      },
    ],
  },
  {
    title: 'an empty app name',
    text: lines('[app]', 'name = "  "'),
    problems: [
      {
        line: 2,
        column: 8,
        key: 'app.name',
        code: 'EMPTY_VALUE',
        message: 'app.name must be a text of 1 to 100 characters on one line; found the text "  ".',
      },
    ],
  },
  {
    title: 'an app name of two lines',
    text: lines('[app]', 'name = "Acme\\nBcc: everyone"'),
    problems: [
      {
        line: 2,
        column: 8,
        key: 'app.name',
        code: 'OUT_OF_RANGE',
        message:
          'app.name must be a text of 1 to 100 characters on one line; found the text "Acme\\nBcc: everyone".',
      },
    ],
  },
  {
    title: 'scopes in one text',
    text: lines('[hubspot]', 'scopes = "oauth crm.objects.contacts.read"'),
    problems: [
      {
        line: 2,
        column: 10,
        key: 'hubspot.scopes',
        code: 'WRONG_TYPE',
        message:
          'hubspot.scopes must be a list of scope names; found the text "oauth crm.objects.contacts.read". Write ["oauth", "crm.objects.contacts.read"].',
      },
    ],
  },
  {
    title: 'a scope both required and optional',
    text: lines('[hubspot]', 'scopes = ["oauth", "tickets"]', 'optional_scopes = ["tickets"]'),
    problems: [
      {
        line: 3,
        column: 19,
        key: 'hubspot.optional_scopes',
        code: 'DUPLICATE_VALUE',
        message:
          'hubspot.optional_scopes holds "tickets", which is already in hubspot.scopes. Keep it in one of them.',
      },
    ],
  },
  {
    title: 'a card table in single brackets',
    text: lines('[hubspot.card]', 'name = "Insights"'),
    problems: [
      {
        line: 1,
        column: 10,
        key: 'hubspot.card',
        code: 'WRONG_TYPE',
        message: 'hubspot.card must be a list of tables; found a table. Write each as [[hubspot.card]].',
      },
    ],
  },
  {
    title: 'cards without a name, outside the folder, in a place HubSpot has not',
    text: lines(
      '[[hubspot.card]]',
      'file = "../secrets.tsx"',
      'location = "crm.record.tabs"',
      '[[hubspot.card]]',
      'name = "Insights"',
      'file = "cards/insights.tsx"',
      '[[hubspot.card]]',
      'name = "Insights"',
      'file = "cards/other.tsx"',
      'object_type = ["contacts"]',
    ),
    problems: [
      {
        line: 1,
        column: 11,
        key: 'hubspot.card[0].name',
        code: 'MISSING_KEY',
        message:
          'hubspot.card[0].name is missing. A card has a name people see and a file, such as "cards/insights.tsx".',
      },
      {
        line: 2,
        column: 8,
        key: 'hubspot.card[0].file',
        code: 'BAD_NAME',
        message:
          'hubspot.card[0].file must be a .tsx or .jsx file within the app’s folder, such as "cards/insights.tsx"; found the text "../secrets.tsx".',
      },
      {
        line: 3,
        column: 12,
        key: 'hubspot.card[0].location',
        code: 'UNKNOWN_VALUE',
        message:
          'hubspot.card[0].location must be "crm.record.tab", "crm.record.sidebar", "crm.preview" or "helpdesk.sidebar"; found the text "crm.record.tabs". Did you mean "crm.record.tab"?',
      },
      {
        line: 8,
        column: 8,
        key: 'hubspot.card[2].name',
        code: 'DUPLICATE_VALUE',
        message:
          'hubspot.card[2].name is "Insights", which is already the name of hubspot.card[1]. Choose another.',
      },
      {
        line: 10,
        column: 1,
        key: 'hubspot.card[2].object_type',
        code: 'UNKNOWN_KEY',
        message: 'hubspot.card[2].object_type is not a known key. Did you mean "object_types"?',
      },
    ],
  },
  {
    title: 'webhooks HubSpot does not have, or not so',
    text: lines(
      '[[hubspot.webhook]]',
      'type = "app.installed"',
      'object = "contact"',
      '[[hubspot.webhook]]',
      'type = "object.propertyChange"',
      'object = "con tact"',
      '[[hubspot.webhook]]',
      'type = "contact.privacyDeletion"',
      'property = "email"',
    ),
    problems: [
      {
        line: 2,
        column: 8,
        key: 'hubspot.webhook[0].type',
        code: 'UNKNOWN_VALUE',
        message:
          'hubspot.webhook[0].type must be "object.creation", "object.deletion", "object.merge", "object.restore", "object.propertyChange", "object.associationChange", "contact.privacyDeletion", "conversation.creation", "conversation.deletion", "conversation.newMessage", "conversation.privacyDeletion" or "conversation.propertyChange"; found the text "app.installed".',
      },
      {
        line: 4,
        column: 11,
        key: 'hubspot.webhook[1].property',
        code: 'MISSING_KEY',
        message: 'hubspot.webhook[1].property is missing; such as "email".',
      },
      {
        line: 6,
        column: 10,
        key: 'hubspot.webhook[1].object',
        code: 'BAD_NAME',
        message:
          'hubspot.webhook[1].object must be a HubSpot record type, such as "contacts", "contact" or "2-3453932"; found the text "con tact".',
      },
      {
        line: 9,
        column: 12,
        key: 'hubspot.webhook[2].property',
        code: 'NOT_AVAILABLE',
        message: 'hubspot.webhook[2].property has no meaning for contact.privacyDeletion. Remove it.',
      },
    ],
  },
  {
    title: 'a feature list that is one text',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'features = "sync.basic"',
    ),
    problems: [
      {
        line: 5,
        column: 12,
        key: 'billing.plan.team.features',
        code: 'WRONG_TYPE',
        message:
          'billing.plan.team.features must be a list of feature names; found the text "sync.basic". Write ["sync.basic"].',
      },
    ],
  },
  {
    title: 'a feature that is not a text',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'features = ["sync.basic", 2]',
    ),
    problems: [
      {
        line: 5,
        column: 27,
        key: 'billing.plan.team.features',
        code: 'WRONG_TYPE',
        message: 'billing.plan.team.features must be a list of feature names in quotes; found the number 2.',
      },
    ],
  },
  {
    title: 'a feature in upper case',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'features = ["Sync.Basic"]',
    ),
    problems: [
      {
        line: 5,
        column: 13,
        key: 'billing.plan.team.features',
        code: 'BAD_NAME',
        message:
          'billing.plan.team.features must be a list, each entry a feature name of lower-case words with dots between them, such as "sync.basic"; found the text "Sync.Basic". Did you mean "sync.basic"?',
      },
    ],
  },
  {
    title: 'a feature in camel case',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'features = ["usesGraphqlEndpoint"]',
    ),
    problems: [
      {
        line: 5,
        column: 13,
        key: 'billing.plan.team.features',
        code: 'BAD_NAME',
        message:
          'billing.plan.team.features must be a list, each entry a feature name of lower-case words with dots between them, such as "sync.basic"; found the text "usesGraphqlEndpoint". Did you mean "uses_graphql_endpoint"?',
      },
    ],
  },
  {
    title: 'a feature with an empty word',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'features = ["sync..basic"]',
    ),
    problems: [
      {
        line: 5,
        column: 13,
        key: 'billing.plan.team.features',
        code: 'BAD_NAME',
        message:
          'billing.plan.team.features must be a list, each entry a feature name of lower-case words with dots between them, such as "sync.basic"; found the text "sync..basic".',
      },
    ],
  },
  {
    title: 'an empty feature',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'features = [""]',
    ),
    problems: [
      {
        line: 5,
        column: 13,
        key: 'billing.plan.team.features',
        code: 'EMPTY_VALUE',
        message:
          'billing.plan.team.features must be a list, each entry a feature name of lower-case words with dots between them, such as "sync.basic"; found an empty text.',
      },
    ],
  },
  {
    title: 'a feature named twice',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'features = ["sync.basic", "sync.basic"]',
    ),
    problems: [
      {
        line: 5,
        column: 27,
        key: 'billing.plan.team.features',
        code: 'DUPLICATE_VALUE',
        message: 'billing.plan.team.features holds "sync.basic" twice. Remove one.',
      },
    ],
  },
  {
    title: 'a star outside of a plan',
    text: lines('[billing]', 'provider = "none"', 'features = ["*"]'),
    problems: [
      {
        line: 3,
        column: 13,
        key: 'billing.features',
        code: 'BAD_NAME',
        message:
          'billing.features must be a list of single features; found the text "*". Only a plan grants "*"; name here what such a plan grants beyond the other plans.',
      },
    ],
  },
  {
    title: 'a plan name in upper case',
    text: lines('[billing]', 'provider = "stripe"', '[billing.plan.Team]', 'stripe_price = "price_1"'),
    problems: [
      {
        line: 3,
        column: 15,
        key: 'billing.plan.Team',
        code: 'BAD_NAME',
        message:
          'billing.plan.Team: "Team" must be a plan name of lower-case letters, digits and underscores that begins with a letter. Did you mean "team"?',
      },
    ],
  },
  {
    title: 'a plan name that begins with a digit',
    text: lines('[billing]', 'provider = "stripe"', '[billing.plan.2024]', 'stripe_price = "price_1"'),
    problems: [
      {
        line: 3,
        column: 15,
        key: 'billing.plan.2024',
        code: 'BAD_NAME',
        message:
          'billing.plan.2024: "2024" must be a plan name of lower-case letters, digits and underscores that begins with a letter.',
      },
    ],
  },
  {
    title: 'a plan that is not a table',
    text: lines('[billing]', 'provider = "stripe"', '[billing.plan]', 'team = "price_1"'),
    problems: [
      {
        line: 4,
        column: 8,
        key: 'billing.plan.team',
        code: 'WRONG_TYPE',
        message:
          'billing.plan.team must be a table; found the text "price_1". Write it as [billing.plan.team].',
      },
    ],
  },
  {
    title: 'plans as a list of tables',
    text: lines('[billing]', 'provider = "stripe"', '[[billing.plan]]', 'name = "team"'),
    problems: [
      {
        line: 3,
        column: 11,
        key: 'billing.plan',
        code: 'WRONG_TYPE',
        message: 'billing.plan must be a table; found a list. Write it as [billing.plan.<name>].',
      },
    ],
  },
  {
    title: 'no plan although money is to be taken',
    text: lines('[billing]', 'provider = "stripe"'),
    problems: [
      {
        line: 1,
        column: 2,
        key: 'billing.plan',
        code: 'NO_PLANS',
        message:
          'billing.plan is missing: provider "stripe" needs at least one plan. Add [billing.plan.<name>].',
      },
    ],
  },
  {
    title: 'no plan to invoice',
    text: lines('[billing]', 'provider = "invoice"'),
    problems: [
      {
        line: 1,
        column: 2,
        key: 'billing.plan',
        code: 'NO_PLANS',
        message:
          'billing.plan is missing: provider "invoice" needs at least one plan. Add [billing.plan.<name>].',
      },
    ],
  },
  {
    title: 'only a free plan although money is to be taken',
    text: lines('[billing]', 'provider = "stripe"', '[billing.plan.free]'),
    problems: [
      {
        line: 1,
        column: 2,
        key: 'billing.plan',
        code: 'NO_PAID_PLAN',
        message:
          'billing.plan has nothing to sell: provider "stripe" needs a plan with a stripe_price. Add one, or use provider "none".',
      },
    ],
  },
  {
    title: 'two plans without a price',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      '[billing.plan.free]',
      'stripe_price = ""',
      '[billing.plan.basic]',
      'features = ["a"]',
    ),
    problems: [
      {
        line: 7,
        column: 15,
        key: 'billing.plan.basic',
        code: 'TWO_FREE_PLANS',
        message:
          'billing.plan.basic has no stripe_price, and billing.plan.free (line 5) is already the free plan. Give one of them a price.',
      },
    ],
  },
  {
    title: 'two plans without a price when invoicing',
    text: lines('[billing]', 'provider = "invoice"', '[billing.plan.free]', '[billing.plan.scale]'),
    problems: [
      {
        line: 4,
        column: 15,
        key: 'billing.plan.scale',
        code: 'TWO_FREE_PLANS',
        message:
          'billing.plan.scale has no stripe_price, and billing.plan.free (line 3) is already the free plan. Give one of them a price. Invoiced plans may carry any text as price, such as "invoice".',
      },
    ],
  },
  {
    title: 'a price in two plans',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      '[billing.plan.scale]',
      'stripe_price = ["price_scale", "price_team"]',
    ),
    problems: [
      {
        line: 6,
        column: 16,
        key: 'billing.plan.scale.stripe_price',
        code: 'DUPLICATE_VALUE',
        message:
          'billing.plan.scale.stripe_price names "price_team", which is already the price of billing.plan.team (line 3). A price belongs to one plan.',
      },
    ],
  },
  {
    title: 'a price in two plans of one mode',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = { live = "price_1" }',
      '[billing.plan.scale]',
      'stripe_price = { test = "price_2", live = "price_1" }',
    ),
    problems: [
      {
        line: 6,
        column: 16,
        key: 'billing.plan.scale.stripe_price',
        code: 'DUPLICATE_VALUE',
        message:
          'billing.plan.scale.stripe_price names "price_1", which is already the price of billing.plan.team (line 3). A price belongs to one plan.',
      },
    ],
  },
  {
    title: 'a price twice in a list',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = ["price_1", "price_1"]',
    ),
    problems: [
      {
        line: 4,
        column: 28,
        key: 'billing.plan.team.stripe_price',
        code: 'DUPLICATE_VALUE',
        message: 'billing.plan.team.stripe_price holds "price_1" twice. Remove one.',
      },
    ],
  },
  {
    title: 'an empty price in a list',
    text: lines('[billing]', 'provider = "stripe"', '[billing.plan.team]', 'stripe_price = ["price_1", ""]'),
    problems: [
      {
        line: 4,
        column: 28,
        key: 'billing.plan.team.stripe_price',
        code: 'EMPTY_VALUE',
        message:
          'billing.plan.team.stripe_price must be a price id; found an empty text. Write stripe_price = "" for the free plan.',
      },
    ],
  },
  {
    title: 'an empty list of prices',
    text: lines('[billing]', 'provider = "stripe"', '[billing.plan.team]', 'stripe_price = []'),
    problems: [
      {
        line: 4,
        column: 16,
        key: 'billing.plan.team.stripe_price',
        code: 'EMPTY_VALUE',
        message:
          'billing.plan.team.stripe_price must be a list of at least one price id; found an empty list. Write stripe_price = "" for the free plan.',
      },
    ],
  },
  {
    title: 'prices by mode without a mode',
    text: lines('[billing]', 'provider = "stripe"', '[billing.plan.team]', 'stripe_price = {}'),
    problems: [
      {
        line: 4,
        column: 16,
        key: 'billing.plan.team.stripe_price',
        code: 'EMPTY_VALUE',
        message:
          'billing.plan.team.stripe_price must be a price id, a list of price ids or { test = …, live = … }; found an empty table. Write stripe_price = "" for the free plan.',
      },
    ],
  },
  {
    title: 'an empty live price',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = { test = "price_1", live = "" }',
    ),
    problems: [
      {
        line: 4,
        column: 43,
        key: 'billing.plan.team.stripe_price.live',
        code: 'EMPTY_VALUE',
        message:
          'billing.plan.team.stripe_price.live must be a price id; found an empty text. Write stripe_price = "" for the free plan.',
      },
    ],
  },
  {
    title: 'a price with a space around it',
    text: lines('[billing]', 'provider = "stripe"', '[billing.plan.team]', 'stripe_price = " price_1"'),
    problems: [
      {
        line: 4,
        column: 16,
        key: 'billing.plan.team.stripe_price',
        code: 'BAD_NAME',
        message:
          'billing.plan.team.stripe_price must be a price id without spaces; found the text " price_1". Did you mean "price_1"?',
      },
    ],
  },
  {
    title: 'a price that is a number',
    text: lines('[billing]', 'provider = "stripe"', '[billing.plan.team]', 'stripe_price = 29'),
    problems: [
      {
        line: 4,
        column: 16,
        key: 'billing.plan.team.stripe_price',
        code: 'WRONG_TYPE',
        message:
          'billing.plan.team.stripe_price must be a price id, a list of price ids or { test = …, live = … }; found the number 29.',
      },
    ],
  },
  {
    title: 'limits that are not a table',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = [10]',
    ),
    problems: [
      {
        line: 5,
        column: 10,
        key: 'billing.plan.team.limits',
        code: 'WRONG_TYPE',
        message:
          'billing.plan.team.limits must be a table; found a list. Write it as [billing.plan.team.limits].',
      },
    ],
  },
  {
    title: 'a negative limit',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = { syncs = -2 }',
    ),
    problems: [
      {
        line: 5,
        column: 20,
        key: 'billing.plan.team.limits.syncs',
        code: 'OUT_OF_RANGE',
        message:
          'billing.plan.team.limits.syncs must be a whole number of 0 or more, or -1 for unlimited; found the number -2.',
      },
    ],
  },
  {
    title: 'a limit with decimals',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = { syncs = 1.5 }',
    ),
    problems: [
      {
        line: 5,
        column: 20,
        key: 'billing.plan.team.limits.syncs',
        code: 'WRONG_TYPE',
        message:
          'billing.plan.team.limits.syncs must be a whole number of 0 or more, or -1 for unlimited; found the number 1.5.',
      },
    ],
  },
  {
    title: 'a limit in words',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = { syncs = "unlimited" }',
    ),
    problems: [
      {
        line: 5,
        column: 20,
        key: 'billing.plan.team.limits.syncs',
        code: 'WRONG_TYPE',
        message:
          'billing.plan.team.limits.syncs must be a whole number of 0 or more, or -1 for unlimited; found the text "unlimited". Write -1.',
      },
    ],
  },
  {
    title: 'a limit beyond exact numbers',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = { syncs = 9007199254740993 }',
    ),
    problems: [
      {
        line: 5,
        column: 20,
        key: 'billing.plan.team.limits.syncs',
        code: 'OUT_OF_RANGE',
        message:
          'billing.plan.team.limits.syncs must be at most 9007199254740991; found the number 9007199254740993. Write -1 for unlimited.',
      },
    ],
  },
  {
    title: 'a limit name in upper case',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = { Syncs = 1 }',
    ),
    problems: [
      {
        line: 5,
        column: 12,
        key: 'billing.plan.team.limits.Syncs',
        code: 'BAD_NAME',
        message:
          'billing.plan.team.limits.Syncs: "Syncs" must be a limit name of lower-case letters, digits and underscores that begins with a letter. Did you mean "syncs"?',
      },
    ],
  },
  {
    title: 'a limit misspelt in one of two plans',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = { records_per_month = 1 }',
      '[billing.plan.scale]',
      'stripe_price = "price_scale"',
      'limits = { record_per_month = 2 }',
    ),
    problems: [
      {
        line: 8,
        column: 12,
        key: 'billing.plan.scale.limits.record_per_month',
        code: 'LIMIT_MISMATCH',
        message:
          'billing.plan.scale.limits.record_per_month is a limit that other plans spell "records_per_month". Did you mean "records_per_month"?',
      },
    ],
  },
  {
    title: 'meters of what is no counter',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = { records_per_month = 1, calls_per_day = 2, syncs = 3 }',
      '[billing.meter.record_per_month]',
      'event_name = "records"',
      '[billing.meter.syncs]',
      'event_name = "syncs"',
      '[billing.meter.zebras]',
      'event_name = "zebras"',
    ),
    problems: [
      {
        line: 6,
        column: 16,
        key: 'billing.meter.record_per_month',
        code: 'METER_MISMATCH',
        message: 'billing.meter.record_per_month is no limit of any plan. Did you mean "records_per_month"?',
      },
      {
        line: 8,
        column: 16,
        key: 'billing.meter.syncs',
        code: 'METER_MISMATCH',
        message:
          'billing.meter.syncs is a limit of what exists, which no meter counts. Only limits in _per_month or _per_day are metered.',
      },
      {
        line: 10,
        column: 16,
        key: 'billing.meter.zebras',
        code: 'METER_MISMATCH',
        message:
          'billing.meter.zebras is no limit of any plan. Known: "records_per_month" or "calls_per_day".',
      },
    ],
  },
  {
    title: 'meters without an event, with one that cannot be, and with one of two limits',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = { records_per_month = 1, calls_per_day = 2, mails_per_day = 2, syncs = 3 }',
      '[billing.meter.records_per_month]',
      'event_name = "records"',
      '[billing.meter.calls_per_day]',
      'event_name = "records"',
      'price = 7',
      '[billing.meter.mails_per_day]',
    ),
    problems: [
      {
        line: 9,
        column: 14,
        key: 'billing.meter.calls_per_day.event_name',
        code: 'DUPLICATE_VALUE',
        message:
          'billing.meter.calls_per_day.event_name names "records", which is already the meter of billing.meter.records_per_month. A meter belongs to one limit.',
      },
      {
        line: 10,
        column: 1,
        key: 'billing.meter.calls_per_day.price',
        code: 'UNKNOWN_KEY',
        message:
          'billing.meter.calls_per_day.price is not a known key. Did you mean "billing.plan.<name>.price"?',
      },
      {
        line: 11,
        column: 16,
        key: 'billing.meter.mails_per_day.event_name',
        code: 'MISSING_KEY',
        message:
          'billing.meter.mails_per_day.event_name is missing. Write the event name of a Stripe meter, 1 to 100 characters on one line.',
      },
    ],
  },
  {
    title: 'a meter that is no table, one with an empty event, and nobody who bills usage',
    text: lines(
      '[billing]',
      'provider = "invoice"',
      '[billing.plan.team]',
      'stripe_price = "invoice"',
      'limits = { records_per_month = 1, calls_per_day = 2 }',
      '[billing.meter]',
      'records_per_month = "records"',
      'calls_per_day = { event_name = " " }',
    ),
    problems: [
      {
        line: 7,
        column: 1,
        key: 'billing.meter.records_per_month',
        code: 'METER_MISMATCH',
        message:
          'billing.meter.records_per_month bills usage, which provider "invoice" does not. Remove it, or use provider "stripe".',
      },
      {
        line: 7,
        column: 21,
        key: 'billing.meter.records_per_month',
        code: 'WRONG_TYPE',
        message:
          'billing.meter.records_per_month must be a table; found the text "records". Write it as [billing.meter.records_per_month] with event_name.',
      },
      {
        line: 8,
        column: 1,
        key: 'billing.meter.calls_per_day',
        code: 'METER_MISMATCH',
        message:
          'billing.meter.calls_per_day bills usage, which provider "invoice" does not. Remove it, or use provider "stripe".',
      },
      {
        line: 8,
        column: 32,
        key: 'billing.meter.calls_per_day.event_name',
        code: 'OUT_OF_RANGE',
        message:
          'billing.meter.calls_per_day.event_name must be the event name of a Stripe meter, 1 to 100 characters on one line; found the text " ".',
      },
    ],
  },
  {
    title: 'a limit misspelt in the first of three plans',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'limits = { snycs = 1 }',
      '[billing.plan.scale]',
      'stripe_price = "price_scale"',
      'limits = { syncs = 2 }',
      '[billing.plan.huge]',
      'stripe_price = "price_huge"',
      'limits = { syncs = 3 }',
    ),
    problems: [
      {
        line: 5,
        column: 12,
        key: 'billing.plan.team.limits.snycs',
        code: 'LIMIT_MISMATCH',
        message:
          'billing.plan.team.limits.snycs is a limit that other plans spell "syncs". Did you mean "syncs"?',
      },
    ],
  },
  {
    title: 'a secret key as a value',
    text: lines('[billing]', 'provider = "none"', 'upgrade_url = "sk_live_51Abc"'),
    problems: [
      {
        line: 3,
        column: 15,
        key: 'billing.upgrade_url',
        code: 'BAD_URL',
        message:
          'billing.upgrade_url must be an https address (http only for localhost); found the text "[secret]".',
      },
      {
        line: 3,
        column: 16,
        key: 'billing.upgrade_url',
        code: 'SECRET_IN_CONFIG',
        message:
          'billing.upgrade_url holds what looks like a Stripe secret key. Remove it, revoke it, and set the new one in the environment.',
      },
    ],
  },
  {
    title: 'a webhook secret in a comment',
    text: lines('[billing]', 'provider = "none"', '# whsec_abc123'),
    problems: [
      {
        line: 3,
        column: 3,
        key: '',
        code: 'SECRET_IN_CONFIG',
        message:
          'This line holds what looks like a webhook signing secret. Remove it, revoke it, and set the new one in the environment.',
      },
    ],
  },
  {
    title: 'a secret as a key',
    text: lines('[billing]', 'provider = "none"', 'rk_test_abc = 1'),
    problems: [
      {
        line: 3,
        column: 1,
        key: 'billing.[secret]',
        code: 'SECRET_IN_CONFIG',
        message:
          'billing.[secret] holds what looks like a Stripe restricted key. Remove it, revoke it, and set the new one in the environment.',
      },
      {
        line: 3,
        column: 1,
        key: 'billing.[secret]',
        code: 'UNKNOWN_KEY',
        message:
          'billing.[secret] is not a known key. Allowed in [billing]: "provider", "trial_days", "upgrade_url", "past_due_grace_days", "after_cancel", "repeat_trial", "on_uninstall", "retention_days", "reconcile_hour", "features", "checkout", "meter" or "plan".',
      },
    ],
  },
  {
    title: 'a secret where a price belongs',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = ["price_1", "sk_test_51 Abc"]',
    ),
    problems: [
      {
        line: 4,
        column: 28,
        key: 'billing.plan.team.stripe_price',
        code: 'BAD_NAME',
        message:
          'billing.plan.team.stripe_price must be a price id without spaces; found the text "[secret] Abc".',
      },
      {
        line: 4,
        column: 29,
        key: 'billing.plan.team.stripe_price',
        code: 'SECRET_IN_CONFIG',
        message:
          'billing.plan.team.stripe_price holds what looks like a Stripe secret key. Remove it, revoke it, and set the new one in the environment.',
      },
    ],
  },
  {
    title: 'a quote in the middle of nowhere',
    text: lines('[billing]', 'provider = "none"', '"'),
    problems: [
      {
        line: 3,
        column: 2,
        key: '',
        code: 'SYNTAX',
        message: 'This line is not valid TOML: a text is not closed. End it with the quote it began with.',
      },
    ],
  },
  {
    title: 'two words as a key',
    text: lines('[billing]', 'provider = "none"', 'trial days = 14'),
    problems: [
      {
        line: 3,
        column: 7,
        key: 'billing.trial days',
        code: 'SYNTAX',
        message: 'billing.trial days is not valid TOML: a key holds a space. Join its words with "_".',
      },
    ],
  },
  {
    title: 'a secret without quotes',
    text: lines('[billing]', 'provider = "none"', 'upgrade_url = sk_live_51Abc'),
    problems: [
      {
        line: 3,
        column: 15,
        key: 'billing.upgrade_url',
        code: 'SECRET_IN_CONFIG',
        message:
          'billing.upgrade_url holds what looks like a Stripe secret key. Remove it, revoke it, and set the new one in the environment.',
      },
      {
        line: 3,
        column: 15,
        key: 'billing.upgrade_url',
        code: 'SYNTAX',
        message: 'billing.upgrade_url is not valid TOML: a text needs quotes. Write "[secret]".',
      },
    ],
  },
  {
    title: 'several mistakes, readable and not',
    text: lines(
      '[billing]',
      'provider = "strip',
      'trial_days = 900',
      'features = ["Sync"]',
      '',
      '[billing.plan.team]',
      'stripe_price = price_1',
      'feature = ["a"]',
      '[billing.plan.team]',
      'limits = {}',
    ),
    problems: [
      {
        line: 2,
        column: 18,
        key: 'billing.provider',
        code: 'SYNTAX',
        message:
          'billing.provider is not valid TOML: a text is not closed. End it with the quote it began with.',
      },
      {
        line: 3,
        column: 14,
        key: 'billing.trial_days',
        code: 'OUT_OF_RANGE',
        message: 'billing.trial_days must be a whole number from 0 to 730; found the number 900.',
      },
      {
        line: 4,
        column: 13,
        key: 'billing.features',
        code: 'BAD_NAME',
        message:
          'billing.features must be a list, each entry a feature name of lower-case words with dots between them, such as "sync.basic"; found the text "Sync". Did you mean "sync"?',
      },
      {
        line: 7,
        column: 16,
        key: 'billing.plan.team.stripe_price',
        code: 'SYNTAX',
        message: 'billing.plan.team.stripe_price is not valid TOML: a text needs quotes. Write "price_1".',
      },
      {
        line: 8,
        column: 1,
        key: 'billing.plan.team.feature',
        code: 'UNKNOWN_KEY',
        message: 'billing.plan.team.feature is not a known key. Did you mean "features"?',
      },
      {
        line: 9,
        column: 15,
        key: 'billing.plan.team',
        code: 'DUPLICATE_KEY',
        message: 'billing.plan.team is defined twice. The first is on line 6. Keep one of them.',
      },
    ],
  },
  {
    title: 'features in one text with commas',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.team]',
      'stripe_price = "price_team"',
      'features = "a, b"',
    ),
    problems: [
      {
        line: 5,
        column: 12,
        key: 'billing.plan.team.features',
        code: 'WRONG_TYPE',
        message:
          'billing.plan.team.features must be a list of feature names; found the text "a, b". Write ["a", "b"].',
      },
    ],
  },
  {
    title: 'Windows line ends',
    text: '[billing]\r\nprovider = "none"\r\ntrial_days = "1"\r\n',
    problems: [
      {
        line: 3,
        column: 14,
        key: 'billing.trial_days',
        code: 'WRONG_TYPE',
        message:
          'billing.trial_days must be a whole number from 0 to 730; found the text "1". Remove the quotes.',
      },
    ],
  },
  {
    title: 'a byte order mark',
    text: '\uFEFF[billing]\nprovider = "nil"\n',
    problems: [
      {
        line: 2,
        column: 12,
        key: 'billing.provider',
        code: 'UNKNOWN_VALUE',
        message: 'billing.provider must be "stripe", "invoice" or "none"; found the text "nil".',
      },
    ],
  },
  {
    title: 'a sender that is no text',
    text: lines('[email]', 'from = true', '[billing]', 'provider = "none"'),
    problems: [
      {
        line: 2,
        column: 8,
        key: 'email.from',
        code: 'WRONG_TYPE',
        message: 'email.from must be one e-mail address such as "billing@yourapp.com"; found true.',
      },
    ],
  },
  {
    title: 'a sender that is no address',
    text: lines('[email]', 'from = "yourapp.com"', 'reply_to = ""', '[billing]', 'provider = "none"'),
    problems: [
      {
        line: 2,
        column: 8,
        key: 'email.from',
        code: 'BAD_EMAIL',
        message:
          'email.from must be one e-mail address such as "billing@yourapp.com"; found the text "yourapp.com".',
      },
      {
        line: 3,
        column: 12,
        key: 'email.reply_to',
        code: 'BAD_EMAIL',
        message:
          'email.reply_to must be one e-mail address such as "billing@yourapp.com"; found an empty text.',
      },
    ],
  },
  {
    title: 'a sender with a name beside it',
    text: lines('[email]', 'from = "Acme <billing@acme.com>"', '[billing]', 'provider = "none"'),
    problems: [
      {
        line: 2,
        column: 8,
        key: 'email.from',
        code: 'BAD_EMAIL',
        message:
          'email.from must be one e-mail address such as "billing@yourapp.com"; found the text "Acme <billing@acme.com>". Did you mean "billing@acme.com"?',
      },
    ],
  },
  {
    title: 'an address that nobody reads',
    text: lines(
      '[email]',
      'from = "no-reply@acme.com"',
      'reply_to = "DoNotReply@acme.com"',
      '[billing]',
      'provider = "none"',
    ),
    problems: [
      {
        line: 2,
        column: 8,
        key: 'email.from',
        code: 'BAD_EMAIL',
        message:
          'email.from must be an address somebody reads; found the text "no-reply@acme.com". Customers answer billing mails.',
      },
      {
        line: 3,
        column: 12,
        key: 'email.reply_to',
        code: 'BAD_EMAIL',
        message:
          'email.reply_to must be an address somebody reads; found the text "DoNotReply@acme.com". Customers answer billing mails.',
      },
    ],
  },
  {
    title: 'everything that is wrong with [alerts] at once',
    text: lines(
      '[alerts]',
      'email = "ops"',
      'webhook = "ops.acme.com/hook"',
      'web_hook = "https://ops.acme.com"',
      '[billing]',
      'provider = "none"',
    ),
    problems: [
      {
        line: 2,
        column: 9,
        key: 'alerts.email',
        code: 'BAD_EMAIL',
        message: 'alerts.email must be one e-mail address such as "ops@yourapp.com"; found the text "ops".',
      },
      {
        line: 3,
        column: 11,
        key: 'alerts.webhook',
        code: 'BAD_URL',
        message:
          'alerts.webhook must be an https address (http only for localhost); found the text "ops.acme.com/hook". Did you mean "https://ops.acme.com/hook"?',
      },
      {
        line: 4,
        column: 1,
        key: 'alerts.web_hook',
        code: 'UNKNOWN_KEY',
        message: 'alerts.web_hook is not a known key. Did you mean "webhook"?',
      },
    ],
  },
  {
    title: 'alerts that nobody would read, or that would travel in the clear',
    text: lines(
      '[alerts]',
      'email = "noreply@acme.com"',
      'webhook = "http://ops.acme.com/hook"',
      '[billing]',
      'provider = "none"',
    ),
    problems: [
      {
        line: 2,
        column: 9,
        key: 'alerts.email',
        code: 'BAD_EMAIL',
        message:
          'alerts.email must be an address somebody reads; found the text "noreply@acme.com". Alerts need a person.',
      },
      {
        line: 3,
        column: 11,
        key: 'alerts.webhook',
        code: 'BAD_URL',
        message:
          'alerts.webhook must be an https address (http only for localhost); found the text "http://ops.acme.com/hook". Did you mean "https://ops.acme.com/hook"?',
      },
    ],
  },
  {
    title: 'a misspelt [alerts]',
    text: lines('[alert]', 'email = "ops@acme.com"', '[billing]', 'provider = "none"'),
    problems: [
      {
        line: 1,
        column: 2,
        key: 'alert',
        code: 'UNKNOWN_KEY',
        message: 'alert is not a known key. Did you mean "alerts"?',
      },
    ],
  },
  {
    title: 'an unknown key of [email]',
    text: lines('[email]', 'form = "billing@acme.com"', '[billing]', 'provider = "none"'),
    problems: [
      {
        line: 2,
        column: 1,
        key: 'email.form',
        code: 'UNKNOWN_KEY',
        message: 'email.form is not a known key. Did you mean "from"?',
      },
    ],
  },
  {
    title: 'a free plan for the checkout after install',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.free]',
      'stripe_price = ""',
      '[billing.plan.team]',
      'stripe_price = "price_1"',
      '[billing.checkout]',
      'plan = "free"',
    ),
    problems: [
      {
        line: 8,
        column: 8,
        key: 'billing.checkout.plan',
        code: 'UNKNOWN_VALUE',
        message:
          'billing.checkout.plan must be "team"; found the text "free". That plan is free: there is nothing to check out.',
      },
    ],
  },
  {
    title: 'a misspelt plan for the checkout after install',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.free]',
      'stripe_price = ""',
      '[billing.plan.team]',
      'stripe_price = "price_1"',
      '[billing.checkout]',
      'plan = "taem"',
    ),
    problems: [
      {
        line: 8,
        column: 8,
        key: 'billing.checkout.plan',
        code: 'UNKNOWN_VALUE',
        message: 'billing.checkout.plan must be "team"; found the text "taem". Did you mean "team"?',
      },
    ],
  },
  {
    title: 'a plan for the checkout that is no text',
    text: lines(
      '[billing]',
      'provider = "stripe"',
      '[billing.plan.free]',
      'stripe_price = ""',
      '[billing.plan.team]',
      'stripe_price = "price_1"',
      '[billing.checkout]',
      'plan = 1',
    ),
    problems: [
      {
        line: 8,
        column: 8,
        key: 'billing.checkout.plan',
        code: 'WRONG_TYPE',
        message: 'billing.checkout.plan must be "team"; found the number 1.',
      },
    ],
  },
  {
    title: 'a plan for the checkout of an app that sells nothing',
    text: lines('[billing]', 'provider = "none"', '[billing.checkout]', 'plan = "team"'),
    problems: [
      {
        line: 4,
        column: 8,
        key: 'billing.checkout.plan',
        code: 'UNKNOWN_VALUE',
        message: 'billing.checkout.plan must be a plan that costs something; found the text "team".',
      },
    ],
  },
];

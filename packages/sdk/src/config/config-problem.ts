/**
 * What is wrong with one place of `hs-x.toml`. Problems are values, not exceptions: a person fixes a file in one
 * go only when every problem is shown at once, so reading goes on after the first.
 */

/** Every kind of problem a configuration file can have, with what it means. The set is closed. */
export const CONFIG_PROBLEM_CODES = {
  /** Nothing but blank lines and comments. */
  EMPTY_FILE: 'the file holds no settings',
  /** More than 256 KiB. */
  FILE_TOO_LARGE: 'the file is larger than allowed',
  /** Bytes that are not UTF-8 text. */
  NOT_TEXT: 'the file is not UTF-8 text',
  /** Not TOML. */
  SYNTAX: 'the text is not valid TOML',
  /** The same key or table twice. */
  DUPLICATE_KEY: 'a key or table is defined twice',
  /** Lists and tables within each other beyond any use. */
  NESTED_TOO_DEEP: 'lists or tables are nested too deeply',
  /** A key HS-X does not know. */
  UNKNOWN_KEY: 'the key is not known',
  /** A key that must be there is not. */
  MISSING_KEY: 'a required key is missing',
  /** A text where a number belongs, and the like. */
  WRONG_TYPE: 'the value has the wrong type',
  /** A number or a text's length beyond its bounds. */
  OUT_OF_RANGE: 'the value is out of range',
  /** Not one of the values on offer. */
  UNKNOWN_VALUE: 'the value is not one of those allowed',
  /** A value that a later version will know. */
  NOT_AVAILABLE: 'the value is not available in this version',
  /** Not an https address. */
  BAD_URL: 'the address cannot be used',
  /** Not an e-mail address, or one that nobody reads. */
  BAD_EMAIL: 'the e-mail address cannot be used',
  /** A feature, plan, limit, scope or price name of the wrong form. */
  BAD_NAME: 'the name has the wrong form',
  /** A name JavaScript itself uses, such as `constructor`. */
  RESERVED_NAME: 'the name is reserved',
  /** The same value twice in a list, or one price in two plans. */
  DUPLICATE_VALUE: 'a value occurs twice',
  /** Nothing where something belongs. */
  EMPTY_VALUE: 'the value is empty',
  /** A second plan without a price. */
  TWO_FREE_PLANS: 'more than one plan has no price',
  /** Money is to be taken, but there is no plan. */
  NO_PLANS: 'there is no plan',
  /** Money is to be taken by a provider, but no plan has a price. */
  NO_PAID_PLAN: 'no plan has a price',
  /** A limit that looks like a misspelt limit of another plan. */
  LIMIT_MISMATCH: 'plans spell a limit differently',
  /** A meter for what no provider can meter. */
  METER_MISMATCH: 'the meter belongs to no counter, or to no provider that bills usage',
  /** A secret key in a file that is committed and shipped. */
  SECRET_IN_CONFIG: 'the file holds a secret',
} as const;

/** One of the codes of {@link CONFIG_PROBLEM_CODES}. */
export type ConfigProblemCode = keyof typeof CONFIG_PROBLEM_CODES;

/** One thing wrong in the file, said so that it can be fixed without looking anything up. Never repeats a secret. */
export interface ConfigProblem {
  /** Line in the file, from 1. */
  readonly line: number;
  /** Column in UTF-16 units, from 1. */
  readonly column: number;
  /** The path of the key, such as `billing.plan.team.features`; empty when the whole file or an unreadable line is meant. */
  readonly key: string;
  readonly code: ConfigProblemCode;
  /** A sentence that names the key, what was found, what is allowed and what to do. */
  readonly message: string;
  /** What the file says, shortened. */
  readonly seen?: string;
  /** What may stand there, in words. */
  readonly allowed?: string;
  /** What was probably meant: a key, a value or a name. */
  readonly didYouMean?: string;
}

/** What a new app is made from: given as flags, asked for, or as it usually is. */
import { basename, resolve } from 'node:path';
import { CliError } from '../cli-error.js';

/** Providers a new app can begin with; a free app needs no plans and no gate, and is written as `provider = "none"` by hand. */
export const INIT_PROVIDERS = ['stripe', 'invoice'] as const;

/** One of {@link INIT_PROVIDERS}. */
export type InitProvider = (typeof INIT_PROVIDERS)[number];

/** What decides the new files. */
export interface AppAnswers {
  /** Shown to people: on pages, in mails. */
  readonly name: string;
  /** Plan names, the lowest rank first. One called `free` has no price; at least one other. */
  readonly plans: readonly string[];
  readonly provider: InitProvider;
}

/** The plan without a price. */
export const FREE_PLAN = 'free';

const PLAN_NAME = /^[a-z][a-z0-9_]{0,59}$/;

/** The usual answers for a folder: its name in words, three plans, Stripe. */
export function usualAnswers(folder: string): AppAnswers {
  const words = basename(resolve(folder))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
  return {
    name: name === '' ? 'HubSpot app' : name,
    plans: [FREE_PLAN, 'team', 'scale'],
    provider: 'stripe',
  };
}

/** Plan names from a text with commas. Throws USAGE. */
export function readPlanNames(text: string): readonly string[] {
  const plans = text.split(',').map((name) => name.trim());
  const problem = planProblem(plans);
  if (problem === null) return plans;
  throw new CliError({
    code: 'USAGE',
    message: `--plans was ${JSON.stringify(text)}; ${problem}.`,
    hint: 'Name the plans from the lowest to the highest, such as: --plans free,team,scale',
  });
}

/** What is wrong with the names, as the end of a sentence; null when nothing is. */
export function planProblem(plans: readonly string[]): string | null {
  const malformed = plans.find((name) => !PLAN_NAME.test(name));
  if (malformed !== undefined)
    return `${JSON.stringify(malformed)} is no plan name: lower-case letters, digits and underscores, a letter first`;
  const double = plans.find((name, at) => plans.indexOf(name) !== at);
  if (double !== undefined) return `"${double}" is there twice`;
  if (plans.indexOf(FREE_PLAN) > 0) return `"${FREE_PLAN}" has no price and must be the first`;
  return plans.some((name) => name !== FREE_PLAN) ? null : 'no plan of them costs anything';
}

/** The npm name of the app in a folder. */
export function packageNameOf(folder: string): string {
  const slug = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return slug === '' ? 'hubspot-app' : slug.slice(0, 100);
}

import type { AppConfig } from '@hs-x/sdk/config';
import { CliError } from '../cli-error.js';
import { featureNames, planNames } from './known-names.js';

/** What is named. */
export type NameKind = 'plan' | 'feature';

/** Refuses a plan or feature that hs-x.toml does not have; without a configuration at hand the app itself judges. Throws NAME_UNKNOWN. */
export async function requireKnownName(
  config: AppConfig | null,
  kind: NameKind,
  name: string | undefined,
): Promise<void> {
  if (config === null || name === undefined) return;
  const known = kind === 'plan' ? planNames(config) : featureNames(config);
  if (known.includes(name)) return;
  const { didYouMean } = await import('@hs-x/sdk/config');
  const guess = didYouMean(name, known);
  const all = known.length === 0 ? 'It has none.' : `It has: ${known.join(', ')}.`;
  throw new CliError({
    code: 'NAME_UNKNOWN',
    message: `hs-x.toml has no ${kind} ${JSON.stringify(name)}.`,
    hint: guess === undefined ? all : `Did you mean ${guess}?`,
  });
}

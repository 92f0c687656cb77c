import type { AppConfig } from '../contract/app-config.js';
import { HsxError } from '../kernel/hsx-error.js';
import { formatProblems } from './format-problems.js';
import { parseAppConfig } from './parse-app-config.js';

/**
 * The configuration in the text of an `hs-x.toml`, for callers that cannot go on without one.
 *
 * @param options.fileName - how messages call the file; default `hs-x.toml`.
 * @throws HsxError CONFIG_INVALID: the message lists every problem, `details.problems` holds them as values.
 */
export function loadAppConfig(text: string, options: { readonly fileName?: string } = {}): AppConfig {
  const parsed = parseAppConfig(text);
  if (parsed.ok) return parsed.config;
  const fileName = options.fileName ?? 'hs-x.toml';
  const { problems } = parsed;
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  throw new HsxError({
    code: 'CONFIG_INVALID',
    message: `${fileName} has ${count}:\n${formatProblems(problems, fileName)}`,
    hint: `Correct ${fileName} and start again.`,
    details: { problems },
  });
}

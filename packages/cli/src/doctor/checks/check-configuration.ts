import type { DoctorFacts } from '../doctor-facts.js';
import { fine, problem, type Finding } from '../finding.js';

/** `hs-x.toml`: every problem it has, as every other command tells them. */
export function checkConfiguration({ config }: DoctorFacts): readonly Finding[] {
  const check = 'configuration.file';
  if (!('value' in config))
    return [problem(check, config.reason, 'Correct hs-x.toml; hs-x types reads it again.')];
  const { plans, provider } = config.value.billing;
  return [fine(check, `hs-x.toml is valid: ${plans.length} plans, provider ${provider}.`)];
}

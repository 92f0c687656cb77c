/** Reading and checking `hs-x.toml`, and the types that follow from it. */
export type {
  AlertsConfig,
  AppConfig,
  BillingConfig,
  BillingProvider,
  CheckoutConfig,
  PlanConfig,
  PlanPriceConfig,
} from '../contract/app-config.js';
export { CONFIG_PROBLEM_CODES, type ConfigProblem, type ConfigProblemCode } from './config-problem.js';
export { didYouMean } from './did-you-mean.js';
export { formatProblems } from './format-problems.js';
export { generateAppTypes } from './generate-app-types.js';
export { loadAppConfig } from './load-app-config.js';
export { parseAppConfig, type ParsedAppConfig } from './parse-app-config.js';

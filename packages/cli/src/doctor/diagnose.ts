import { checkApp } from './checks/check-app.js';
import { checkClocks } from './checks/check-clocks.js';
import { checkConfiguration } from './checks/check-configuration.js';
import { checkDatabase } from './checks/check-database.js';
import { checkEnvironment } from './checks/check-environment.js';
import { checkHubspot } from './checks/check-hubspot.js';
import { checkMail } from './checks/check-mail.js';
import { checkStripe } from './checks/check-stripe.js';
import type { DoctorFacts } from './doctor-facts.js';
import type { Finding } from './finding.js';

const CHECKS = [
  checkEnvironment,
  checkConfiguration,
  checkDatabase,
  checkStripe,
  checkHubspot,
  checkClocks,
  checkApp,
  checkMail,
];

/** Every finding, group by group. */
export function diagnose(facts: DoctorFacts): readonly Finding[] {
  return CHECKS.flatMap((check) => check(facts));
}

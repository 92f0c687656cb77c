import { MINUTE_MS, SECOND_MS } from '../../terminal/durations.js';
import type { ClockReading, DoctorFacts } from '../doctor-facts.js';
import { fine, problem, skipped, warning, type Finding } from '../finding.js';

/** Signatures older or younger than this are refused, by us and by the vendors' libraries. */
const TOLERANCE_MS = 5 * MINUTE_MS;
/** What no clock that is kept right is off by. */
const SUSPICIOUS_MS = 30 * SECOND_MS;

const NAMES = { stripe: 'Stripe’s', hubspot: 'HubSpot’s', app: 'the app’s' } as const;

/** How far our clock is from those that sign for us. */
export function checkClocks({ clocks }: DoctorFacts): readonly Finding[] {
  return clocks.map(checkClock);
}

function checkClock({ who, aheadMs }: ClockReading): Finding {
  const check = `clocks.${who}`;
  if (!('value' in aheadMs)) return skipped(check, aheadMs.reason);
  const seconds = Math.round(Math.abs(aheadMs.value) / SECOND_MS);
  const offset = `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  const words = `This machine’s clock is ${offset} ${aheadMs.value > 0 ? 'behind' : 'ahead of'} ${NAMES[who]}`;
  const next = 'sudo timedatectl set-ntp true';
  if (Math.abs(aheadMs.value) >= TOLERANCE_MS)
    return problem(check, `${words}: from 300 seconds on, genuine signatures are refused.`, next);
  if (Math.abs(aheadMs.value) >= SUSPICIOUS_MS) return warning(check, `${words}.`, next);
  return fine(check, `This machine’s clock and ${NAMES[who]} agree to ${offset}.`);
}

import type { AdminHealth, ReconcileCoverage } from '@hs-x/sdk/admin';
import { DAY_MS, HOUR_MS } from '../../terminal/durations.js';
import { formatDistance } from '../../terminal/format-instant.js';
import type { DoctorFacts } from '../doctor-facts.js';
import { fine, problem, skipped, warning, type Finding } from '../finding.js';

/** Every subscription has an event a month. */
const QUIET_MS = 35 * DAY_MS;
/** Reconciliation is nightly; one missed night is a restart, two are not. */
const STALE_RECONCILE_MS = 49 * HOUR_MS;

/** What the app says of its own work: what came, what waits, what was given up, and how long a lost event can matter. */
export function checkApp(facts: DoctorFacts): readonly Finding[] {
  const { app, isElsewhere, appNow: now } = facts;
  if (!('value' in app)) {
    return [
      isElsewhere
        ? problem('app.state', app.reason, 'Check --url and HSX_ADMIN_SECRET on both sides.')
        : skipped('app.state', app.reason),
    ];
  }
  const health = app.value;
  return [
    checkLastEvent(health, now),
    checkDead(health),
    checkUnmatched(health),
    ...(facts.database.isLeftByDev ? [] : [checkOverdue(health)]),
    checkLostEffects(health),
    checkAlerts(health),
    ...(health.provider === 'stripe' ? [checkReconcile(health, now)] : []),
    boundsOf(health),
  ];
}

function checkLastEvent({ lastEventReceivedAt: at, portals }: AdminHealth, now: number): Finding {
  const check = 'app.lastEvent';
  if (at === null) {
    return portals === 0
      ? fine(check, 'No portal has installed the app yet, and no webhook has come.')
      : warning(check, `No webhook has ever come, and there are ${portals} portals.`, ASK_FOR_WEBHOOK);
  }
  const words = `The last webhook came ${formatDistance(at, now)}`;
  return portals > 0 && now - at > QUIET_MS
    ? warning(check, `${words}; every subscription has one a month.`, ASK_FOR_WEBHOOK)
    : fine(check, `${words}.`);
}

const ASK_FOR_WEBHOOK = 'hs-x secrets drill sends one through, or look at the endpoint in the Dashboard.';

function checkDead({ events }: AdminHealth): Finding {
  const dead = events.dead ?? 0;
  if (dead === 0) return fine('app.deadLetters', 'No webhook was given up.');
  const words = `${webhooks(dead)} could not be processed and ${dead === 1 ? 'was' : 'were'} given up.`;
  return problem('app.deadLetters', words, 'hs-x billing replay --dead');
}

function checkUnmatched({ events }: AdminHealth): Finding {
  const unmatched = events.unmatched ?? 0;
  if (unmatched === 0) return fine('app.unmatched', 'Every webhook found its portal.');
  const words = `${webhooks(unmatched)} of customers that belong to no portal ${unmatched === 1 ? 'waits' : 'wait'}.`;
  return warning('app.unmatched', words, 'hs-x billing reconcile');
}

function checkOverdue({ overdue }: AdminHealth): Finding {
  const check = 'app.backlog';
  if (overdue.events + overdue.effects === 0) return fine(check, 'Nothing waits longer than five minutes.');
  const words = `${webhooks(overdue.events)} and ${overdue.effects} mails or other effects wait longer than five minutes: the app does not run, or cannot keep up.`;
  return problem(check, words, 'Start it (hs-x start), and look at its log.');
}

function checkLostEffects({ effects }: AdminHealth): Finding {
  const dead = effects.dead ?? 0;
  if (dead === 0) return fine('app.lostEffects', 'No mail and no other effect was given up.');
  const words = `${dead} mails or other effects could not be carried out and were given up.`;
  return warning('app.lostEffects', words, 'hs-x billing alerts --resolved');
}

function checkAlerts({ openAlerts }: AdminHealth): Finding {
  if (openAlerts === 0) return fine('app.alerts', 'No alert is open.');
  const words = openAlerts === 1 ? 'One alert is open.' : `${openAlerts} alerts are open.`;
  return warning('app.alerts', words, 'hs-x billing alerts');
}

function checkReconcile({ lastReconcile: last, portals }: AdminHealth, now: number): Finding {
  const check = 'app.reconcile';
  const next = 'hs-x billing reconcile';
  if (last === null) {
    return portals === 0
      ? fine(check, 'There is nothing to reconcile yet.')
      : warning(check, 'The portals were never compared with Stripe.', next);
  }
  const words = `Portals were compared with Stripe ${formatDistance(last.finishedAt, now)}: ${coverageOf(last)}`;
  if (last.unexplained > 0) return problem(check, `${words}.`, next);
  if (now - last.finishedAt > STALE_RECONCILE_MS)
    return warning(check, `${words}; it should happen every night.`, next);
  return fine(check, `${words}.`);
}

function coverageOf({ listed, unlisted, matched, healed, foreign, unexplained }: ReconcileCoverage): string {
  const rest = foreign > 0 ? `, ${foreign} of other products` : '';
  return `${listed + unlisted} subscriptions, ${matched} matched, ${healed} mended${rest}, ${unexplained} unexplained`;
}

function boundsOf({ bounds }: AdminHealth): Finding {
  const words = `A lost event can over-entitle a portal for ${daysOf(bounds.overEntitledMs)} past its paid period, and under-entitle one for ${daysOf(bounds.underEntitledMs)}, at most.`;
  return fine('app.bounds', words);
}

function daysOf(durationMs: number): string {
  const days = Math.ceil(durationMs / DAY_MS);
  return days === 1 ? '1 day' : `${days} days`;
}

function webhooks(count: number): string {
  return count === 1 ? '1 webhook' : `${count} webhooks`;
}

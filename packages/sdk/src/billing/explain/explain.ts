/**
 * Why a portal has, or has not, access: the same gate every surface asks, with everything around it that made the row what it is. Pure, so
 * that support staff, the command line and a console cannot tell three stories.
 */
import type { Explanation } from '../../contract/admin/explanation.js';
import { judge, judgeAccess } from '../gate-verdict.js';
import { hasPlanFeature } from '../plan-table.js';
import { isRowChange } from '../row-journal.js';
import { changesAhead } from './changes-ahead.js';
import type { ExplainWish } from './explain-wish.js';
import { explainSources } from './explain-sources.js';
import { verdictSentence } from './verdict-sentence.js';

/** How many lines of history go into an explanation. */
const JOURNAL_LINES = 10;

/** Explains the gate's answer for one portal. */
export function explain(wish: ExplainWish): Explanation {
  const { account, feature, journal, rules, now } = wish;
  const row = account.entitlement;
  const verdict = feature === null ? judgeAccess(row, rules, now) : judge(row, feature, rules, now);
  const error = verdict.isAllowed ? null : verdict.error;
  const plan = row && rules.plans.named(row.plan);
  const setBy = journal.find(isRowChange);
  return {
    portalId: account.key.portalId,
    feature,
    isAllowed: verdict.isAllowed,
    code: error?.code ?? null,
    verdict: verdictSentence(wish, error),
    row,
    plan: row && {
      name: row.plan,
      isKnown: plan !== null,
      hasFeature: feature === null || !plan ? null : hasPlanFeature(plan, feature),
    },
    sources: explainSources(wish),
    setBy: setBy
      ? { cause: setBy.cause, at: setBy.at, summary: setBy.summary, eventId: setBy.eventId }
      : null,
    observedAt: account.subscription?.observedAt ?? null,
    changes: changesAhead(wish, error),
    journal: journal.slice(0, JOURNAL_LINES).map(({ at, cause, summary }) => ({ at, cause, summary })),
  };
}

import { formatTable } from '../../terminal/format-table.js';
import { paint } from '../../terminal/paint.js';
import type { PlanDiff } from '../diff-plans.js';

type PortalDifference = PlanDiff['portals'][number];

/** What changes for each portal as a table, and below it how many are worse off. */
export function planDiffLines({ from, to, portals }: PlanDiff): readonly string[] {
  if (portals.length === 0) return [`Nothing changes for any portal between ${from} and ${to}.`];
  const worse = portals.filter(({ isWorse }) => isWorse).length;
  const rows = portals.map((each) => [each.portalId, planText(each), changesOf(each).join('; ')]);
  const count = portals.length === 1 ? '1 portal changes' : `${portals.length} portals change`;
  const verdict =
    worse === 0
      ? paint('good', 'none of them loses anything')
      : paint('bad', `${worse} ${worse === 1 ? 'loses' : 'lose'} something`);
  return [
    ...formatTable(['portal', 'plan', 'what changes'], rows),
    '',
    `${count} from ${from} to ${to}: ${verdict}.`,
  ];
}

function planText({ before, after }: PortalDifference): string {
  const [was, is] = [before.plan ?? 'none', after.plan ?? 'none'];
  return was === is ? is : `${was} → ${is}`;
}

function changesOf(difference: PortalDifference): readonly string[] {
  const { before, after, gained, lost, limits, isPriceUnknown } = difference;
  return [
    ...(before.hasAccess && !after.hasAccess
      ? [isPriceUnknown ? 'loses access in three days: its price is in no plan' : 'loses access']
      : []),
    ...(!before.hasAccess && after.hasAccess ? ['gains access'] : []),
    ...(lost.length > 0 ? [`loses ${lost.join(', ')}`] : []),
    ...(gained.length > 0 ? [`gains ${gained.join(', ')}`] : []),
    ...limits.map(limitText),
    ...(before.status === after.status ? [] : [`${before.status ?? 'no row'} → ${after.status ?? 'no row'}`]),
  ];
}

function limitText({ limit, before, after, used, isExceeded }: PortalDifference['limits'][number]): string {
  const change = `${limit} ${amount(before)} → ${amount(after)}`;
  if (!isExceeded || used === null) return change;
  return `${change}, uses ${used.toLocaleString('en-US')}`;
}

function amount(allowed: number | null): string {
  if (allowed === null) return 'no limit';
  return allowed === -1 ? 'unlimited' : allowed.toLocaleString('en-US');
}

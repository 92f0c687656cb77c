import type { PortalDetails } from '@hs-x/sdk/admin';
import { fitTable } from '../../terminal/fit-table.js';
import { formatFields, type Field } from '../../terminal/format-fields.js';
import { formatDay, formatInstant } from '../../terminal/format-instant.js';
import { paint } from '../../terminal/paint.js';
import { plainText } from '../../terminal/plain-text.js';
import { wrapText } from '../../terminal/wrap-text.js';
import { grantTable } from './grant-table.js';
import { journalTable } from './journal-table.js';
import { statusMeaning } from './status-meaning.js';
import type { View } from './view.js';

/** Journal lines shown unless all are wished; the JSON has them all. */
const SHOWN_JOURNAL_LINES = 10;

/** Everything known of one portal, for a person. */
export function detailsLines(details: PortalDetails, view: View): readonly string[] {
  const { openAlerts, usage, grants, intents, journal } = details;
  const shown = journal.slice(0, SHOWN_JOURNAL_LINES);
  const more = journal.length - shown.length;
  return [
    headline(details),
    ...openAlerts.flatMap(({ code, message }) =>
      wrapText(`${code}: ${plainText(message)}`, {
        columns: view.maxWidth,
        first: `  ${paint('bad', '!')} `,
        indent: '    ',
      }),
    ),
    '',
    ...formatFields(fieldsOf(details, view)),
    ...section('Usage', usage.length > 0 && usageTable(usage, view)),
    ...section('Grants', grants.length > 0 && grantTable(grants, view)),
    ...section('Unfinished writes at the provider', intents.length > 0 && intentTable(intents, view)),
    ...section('History, newest first', shown.length > 0 && journalTable(shown, view)),
    ...(more > 0 ? [paint('soft', `${more} more with --json`)] : []),
  ];
}

function headline({ summary }: PortalDetails): string {
  const access = summary.hasAccess ? paint('good', 'has access') : paint('bad', 'has no access');
  const admin = summary.adminEmail === '' ? '' : `, ${plainText(summary.adminEmail)}`;
  return `${paint('strong', `Portal ${summary.portalId}`)}${admin}: ${access}`;
}

function section(title: string, lines: readonly string[] | false): readonly string[] {
  return lines === false ? [] : ['', paint('strong', title), ...lines];
}

function fieldsOf(details: PortalDetails, { now }: View): readonly Field[] {
  const { summary, entitlement, install, subscription, trial, formerCustomerIds } = details;
  const instant = (at: number | null | undefined): string | null =>
    at === null || at === undefined ? null : formatInstant(at, now);
  const isAhead = (at: number | null): boolean => at !== null && at > now;
  return [
    ['plan', summary.plan ?? 'none'],
    ['status', summary.status && paint(statusMeaning(summary.status), summary.status)],
    ['source', summary.source],
    ['grace ends', instant(entitlement?.graceEndsAt)],
    [isAhead(summary.trialEndsAt) ? 'trial ends' : 'trial ended', instant(summary.trialEndsAt)],
    ['cancels', instant(summary.cancelAt)],
    ['renews', instant(summary.renewsAt)],
    ['trusted until', instant(entitlement?.validUntil)],
    ['row updated', instant(summary.updatedAt)],
    ['customer', customerLine(summary.customerId, formerCustomerIds)],
    ['subscription', subscription && `${subscription.subscriptionId} (${subscription.status})`],
    ['prices', subscription?.priceIds.join(', ') ?? null],
    ['observed', instant(subscription?.observedAt)],
    ['trial ledger', trial && `${trial.state}, ${formatInstant(trial.at, now)}`],
    ['installed', install ? `${formatInstant(install.installedAt, now)}, ${install.accountType}` : 'never'],
    ['uninstalled', instant(install?.uninstalledAt)],
    ['next step', instant(details.dueAt)],
  ];
}

function customerLine(customerId: string | null, former: readonly string[]): string | null {
  const formerly = former.length > 0 ? `formerly ${former.join(', ')}` : '';
  return [customerId ?? '', formerly].filter((part) => part !== '').join('; ') || null;
}

function usageTable(usage: PortalDetails['usage'], { maxWidth }: View): readonly string[] {
  const count = (value: number | null): string => (value === null ? '—' : value.toLocaleString('en-US'));
  return fitTable(
    {
      columns: [
        { title: 'limit', rank: 0 },
        { title: 'used', rank: 0, align: 'right' },
        { title: 'allowed', rank: 0, align: 'right' },
        { title: 'resets', rank: 1 },
      ],
      rows: usage.map(({ limit, used, allowed, resetsAt }) => [
        limit,
        used !== null && allowed >= 0 && used >= allowed ? [count(used), 'bad'] : count(used),
        allowed < 0 ? 'no limit' : count(allowed),
        resetsAt === null ? '' : formatDay(resetsAt),
      ]),
    },
    maxWidth,
  );
}

function intentTable(intents: PortalDetails['intents'], { maxWidth, now }: View): readonly string[] {
  return fitTable(
    {
      columns: [
        { title: 'what', rank: 0 },
        { title: 'tried', rank: 0, align: 'right' },
        { title: 'next', rank: 0 },
      ],
      rows: intents.map(({ kind, attempts, nextAttemptAt }) => [
        kind,
        String(attempts),
        formatInstant(nextAttemptAt, now),
      ]),
    },
    maxWidth,
  );
}

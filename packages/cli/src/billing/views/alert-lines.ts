import type { AlertEntry } from '@hs-x/sdk/admin';
import { formatInstant } from '../../terminal/format-instant.js';
import { paint } from '../../terminal/paint.js';
import { plainText } from '../../terminal/plain-text.js';
import { wrapText } from '../../terminal/wrap-text.js';
import type { View } from './view.js';

/** Alerts one below the other: a sentence that says what to do does not fit into a table's cell. */
export function alertLines(alerts: readonly AlertEntry[], view: View): readonly string[] {
  return alerts.flatMap((alert, at) => [...(at === 0 ? [] : ['']), ...linesOf(alert, view)]);
}

function linesOf(alert: AlertEntry, { maxWidth, now }: View): readonly string[] {
  const { code, portalId, message, details, resolvedAt, resolvedBy } = alert;
  const about = portalId === null ? 'the app' : `portal ${portalId}`;
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  const state = resolvedAt === null ? paint('bad', 'open') : paint('soft', 'resolved');
  return [
    `${state}  ${paint('strong', code)}  ${about}`,
    ...[message, ...facts].flatMap((text) =>
      wrapText(plainText(text), { columns: maxWidth, first: '  ', indent: '  ' }),
    ),
    ...wrapText(timesOf(alert, now), { columns: maxWidth, first: '  ', indent: '  ' }).map((line) =>
      paint('soft', line),
    ),
    ...(resolvedAt === null
      ? []
      : [
          `  ${paint('soft', `resolved ${formatInstant(resolvedAt, now)} by ${plainText(resolvedBy ?? 'the app')}`)}`,
        ]),
    `  ${paint('soft', `key: ${plainText(alert.key)}`)}`,
  ];
}

function timesOf({ times, firstRaisedAt, lastRaisedAt }: AlertEntry, now: number): string {
  const since = `since ${formatInstant(firstRaisedAt, now)}`;
  return times <= 1 ? since : `${since}, ${times} times, last ${formatInstant(lastRaisedAt, now)}`;
}

import type { DriftCause, UnexplainedCause } from '@hs-x/sdk/billing';
import type { ReconcileCoverage } from '@hs-x/sdk/admin';
import { paint } from '../../terminal/paint.js';

const CAUSES: Readonly<Record<DriftCause | UnexplainedCause, string>> = {
  missingHere: 'unknown here, or not counted here',
  missingThere: 'live here, no longer at the provider',
  differs: 'different here and there',
  customerDiffers: 'customer changed or deleted',
  customerUnknown: 'with this app’s name tag, but of no portal',
  formerCustomer: 'live at a former customer of a portal',
  observationFailed: 'could not be read; the app tries again by itself',
};

/** The coverage line, and below it what had drifted. */
export function coverageLines(report: ReconcileCoverage): readonly string[] {
  const count = (value: number) => value.toLocaleString('en-US');
  const parts = [
    `${count(report.listed)} listed`,
    ...(report.unlisted > 0 ? [`${count(report.unlisted)} no longer listed`] : []),
    `${count(report.matched)} matched`,
    `${count(report.healed)} healed`,
    ...(report.foreign > 0 ? [`${count(report.foreign)} of other products`] : []),
    paint(report.unexplained > 0 ? 'bad' : 'good', `unexplained = ${count(report.unexplained)}`),
  ];
  const causes = Object.entries(report.causes).map(
    ([cause, times]) => `  ${count(times)} × ${wordsOf(cause)}`,
  );
  return [parts.join(', '), ...causes];
}

/** A deployed app may be newer than this command and know causes this one does not. */
function wordsOf(cause: string): string {
  return Object.hasOwn(CAUSES, cause) ? CAUSES[cause as keyof typeof CAUSES] : cause;
}

import { kindCount, type KindCount } from '../template/count-fields.js';
import { integer, link, listOf, words } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `plan-downgraded`, sent after a move to a smaller plan. */
export interface PlanDowngradedData extends Recipient {
  /** The former plan, as people know it. */
  readonly fromPlan?: string;
  /** The plan now, as people know it. */
  readonly toPlan?: string;
  /** What got paused, by kind. */
  readonly paused?: readonly KindCount[];
  /** What got paused if there are only syncs; `paused` goes first. */
  readonly pausedSyncs?: number;
  /** Where to go back to the former plan. Default: the app's address. */
  readonly restoreUrl?: string;
}

/** One paragraph: what got paused, and how to undo it if it was an accident. */
export const planDowngraded = defineTemplate<PlanDowngradedData>({
  fields: {
    ...recipientFields,
    fromPlan: words,
    toPlan: words,
    paused: listOf(kindCount),
    pausedSyncs: integer,
    restoreUrl: link,
  },
  subject: ({ toPlan }, { app }) =>
    toPlan === undefined ? `Your ${app.name} plan has changed` : `Your ${app.name} plan is now ${toPlan}`,
  preview: () => 'What is paused, and how to bring it back.',
  body: (data, { app, paragraph, greeting, button, signOff, counts }) => {
    const paused = pausedKinds(data);
    const from = data.fromPlan === undefined ? '' : ` from ${data.fromPlan}`;
    const to = data.toPlan === undefined ? ' to a smaller one' : ` to ${data.toPlan}`;
    return [
      greeting(data.name),
      paragraph(
        `Your ${app.name} plan changed${from}${to}. ${pausedText(paused, counts(paused))} `,
        'If this was an accident, click below to restore it.',
      ),
      button({
        label: data.fromPlan === undefined ? 'Restore my plan' : `Restore ${data.fromPlan}`,
        url: data.restoreUrl ?? app.url,
      }),
      signOff(),
    ];
  },
});

function pausedKinds({ paused, pausedSyncs = 0 }: PlanDowngradedData): readonly KindCount[] {
  const kinds = paused ?? [{ kind: 'sync', count: pausedSyncs }];
  return kinds.filter(({ count }) => count > 0);
}

function pausedText(paused: readonly KindCount[], phrase: string): string {
  const total = paused.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return 'Nothing had to be paused, and nothing was deleted.';
  return `The new plan does not include everything you use, so ${phrase} ${total === 1 ? 'is' : 'are'} paused. Nothing was deleted.`;
}

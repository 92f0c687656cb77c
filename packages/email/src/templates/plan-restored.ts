import { kindCount, type KindCount } from '../template/count-fields.js';
import { link, listOf, words } from '../template/field-reader.js';
import { recipientFields, type Recipient } from '../template/recipient.js';
import { defineTemplate } from '../template/template.js';

/** Data of `plan-restored`, sent when a larger plan resumed what a downgrade had paused. */
export interface PlanRestoredData extends Recipient {
  /** The plan now, as people know it. */
  readonly plan?: string;
  /** What runs again, by kind. */
  readonly resumed?: readonly KindCount[];
  /** Where to look. Default: the app's address. */
  readonly openUrl?: string;
}

/** Everything a downgrade paused runs again. */
export const planRestored = defineTemplate<PlanRestoredData>({
  fields: { ...recipientFields, plan: words, resumed: listOf(kindCount), openUrl: link },
  subject: ({ plan }, { app }) =>
    plan === undefined ? `Your ${app.name} plan is back` : `You are back on ${app.name} ${plan}`,
  preview: () => 'What was paused is running again.',
  body: ({ name, plan, resumed = [], openUrl }, { app, paragraph, greeting, button, signOff, counts }) => {
    const running = resumed.filter(({ count }) => count > 0);
    const one = running.reduce((sum, { count }) => sum + count, 0) === 1;
    const what =
      running.length === 0 ? 'Everything that was paused is' : `${counts(running)} ${one ? 'is' : 'are'}`;
    return [
      greeting(name),
      paragraph(
        plan === undefined
          ? `Your former ${app.name} plan is active again.`
          : `${app.name} ${plan} is active again.`,
        ` ${what} running again. What you had paused yourself stays paused.`,
      ),
      button({ label: `Open ${app.name}`, url: openUrl ?? app.url }),
      signOff(),
    ];
  },
});

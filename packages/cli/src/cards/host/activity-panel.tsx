/** Beside the cards: what they asked the app, and a switch that shows what they do when nobody answers. */
import { useSyncExternalStore, type ReactElement } from 'react';
import type { Activity, ActivityEntry } from './activity.js';

/** The panel. */
export function ActivityPanel({ activity }: { readonly activity: Activity }): ReactElement {
  const { entries, isAppDown } = useSyncExternalStore(activity.subscribe, activity.getState);
  return (
    <>
      <h2 id="tools-heading">What the card does</h2>
      <label className="ux-toggle">
        <input
          type="checkbox"
          role="switch"
          checked={isAppDown}
          onChange={(event) => activity.setAppDown(event.currentTarget.checked)}
        />
        <span>Let the app be unreachable</span>
      </label>
      {entries.length === 0 ? (
        <p className="small soft">No calls yet.</p>
      ) : (
        <ol className="activity" aria-label="Calls and messages, newest first">
          {entries.map((entry) => (
            <li key={entry.id}>
              <Entry entry={entry} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function Entry({ entry }: { readonly entry: ActivityEntry }): ReactElement {
  if (entry.kind === 'note') {
    return (
      <p className={`activity-note ${entry.level}`}>
        <span className="sr">{entry.level}: </span>
        {entry.text}
      </p>
    );
  }
  const { name, outcome, isGood, tookMs, attempts } = entry;
  return (
    <p className={isGood ? 'activity-call' : 'activity-call failed'}>
      <code>{name}</code>
      <span className={isGood ? 'good' : 'bad'}>{outcome}</span>
      <span className="soft">
        {Math.round(tookMs)} ms{attempts > 1 ? `, ${attempts} tries` : ''}
      </span>
    </p>
  );
}

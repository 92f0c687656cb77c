/**
 * When a process is killed. Not only at any moment: also where something has just become true on one side and not yet on the other. All
 * of these instants are seen from outside, at the app's sockets and its file; the app itself has no place where it could be told to die.
 */
import type { Random } from './random.js';

/** What can be seen of a process from outside. */
export type Moment =
  /** SQLite has written to its log and may not have synced it yet. */
  | 'databaseWritten'
  /** The mail server has answered that it took the mail; the outbox may not know it yet. */
  | 'mailAccepted'
  /** The app turns to the mail server, which has no word of the mail yet. */
  | 'mailOffered'
  /** The mail server has the mail and has not answered yet. */
  | 'mailReceived'
  /** The provider has answered; nothing was committed yet. */
  | 'stripeAnswered'
  /** The provider is asked: for an observation the event is stored and its decision is not committed. */
  | 'stripeAsked'
  /** The provider has carried out a write whose answer is never heard. */
  | 'stripeWrote'
  /** The app's 200 has arrived: from here on nobody sends the event again. */
  | 'webhookAcknowledged'
  /** The app has an event before it and has not answered yet. */
  | 'webhookSent';

/** One plan to kill a process. */
export type Ambush =
  /** Before it listens. */
  | { readonly kind: 'starting'; readonly afterMs: number }
  /** So long after it began to listen. */
  | { readonly kind: 'anyMoment'; readonly afterMs: number }
  /** While another process, such as a backup, keeps the file locked: at the first 200 it gives all the same, else soon. */
  | { readonly kind: 'fileLocked'; readonly afterMs: number; readonly forMs: number }
  /** When the moment has come for the nth time and `lagMs` have passed; at any moment when it does not come in time. */
  | {
      readonly kind: Moment;
      readonly nth: number;
      readonly lagMs: number;
      readonly atLatestMs: number;
    };

/** At which of its times a moment kills at most, and how long after it at most. */
const MOMENTS: Readonly<Record<Moment, { readonly nth: number; readonly lagMs: number }>> = {
  databaseWritten: { nth: 25, lagMs: 2 },
  mailAccepted: { nth: 1, lagMs: 2 },
  mailOffered: { nth: 1, lagMs: 0 },
  mailReceived: { nth: 1, lagMs: 0 },
  stripeAnswered: { nth: 8, lagMs: 2 },
  stripeAsked: { nth: 8, lagMs: 0 },
  stripeWrote: { nth: 2, lagMs: 0 },
  webhookAcknowledged: { nth: 6, lagMs: 1 },
  webhookSent: { nth: 6, lagMs: 4 },
};

/** How long a process may live in the storm, when nothing else is said. */
export const SHORT_LIFE_MS = { least: 30, most: 350 };
/** Loading takes about 130 ms on an idle machine, opening the file and listening 30 more. */
const START_MS = { least: 90, most: 180 };

/** For how long the file is locked before the process dies. The app itself waits a second for a lock. */
const LOCK_MS = { least: 50, most: 300 };
/** A moment that does not come in the life that was drawn gets so much longer. */
const EXTRA_MS = 250;

const KINDS = [
  'anyMoment',
  'anyMoment',
  'fileLocked',
  'starting',
  ...(Object.keys(MOMENTS) as Moment[]),
] as const;

/** What only happens to a file. */
const OF_FILES: readonly Ambush['kind'][] = ['fileLocked', 'databaseWritten'];

/** Draws how the next process dies. */
export function drawAmbush(
  random: Random,
  { isFile, lifeMs: life }: { readonly isFile: boolean; readonly lifeMs: typeof SHORT_LIFE_MS },
): Ambush {
  const kind = random.pick(isFile ? KINDS : KINDS.filter((each) => !OF_FILES.includes(each)));
  if (kind === 'starting') return { kind, afterMs: random.between(START_MS.least, START_MS.most) };
  const lifeMs = random.between(life.least, life.most);
  if (kind === 'anyMoment') return { kind, afterMs: lifeMs };
  if (kind === 'fileLocked') {
    return { kind, afterMs: lifeMs, forMs: random.between(LOCK_MS.least, LOCK_MS.most) };
  }
  const { nth, lagMs } = MOMENTS[kind];
  return {
    kind,
    nth: random.between(1, nth),
    lagMs: random.between(0, lagMs),
    atLatestMs: lifeMs + EXTRA_MS,
  };
}

/** A job that comes with time and does what some background work does, too. */
export type EarlyJob = 'tick' | 'runWebhooks';

/**
 * Lets work go on after an answer; the runtime waits for it before it stops. `sameAs` names the job that would do the work at its next turn: a
 * runtime with a queue may begin that one at once instead.
 */
export type Background = (work: () => Promise<unknown>, sameAs?: EarlyJob) => void;

/**
 * The one clock both vendors live by.
 *
 * Everything that happens by itself (a trial that ends, a renewal, a webhook retry, a token that dies) is a job on this
 * clock, so that a month passes in milliseconds and always in the same order. Jobs run one after the other, each
 * awaited, with the clock standing at the job's own instant; nothing here may read `Date` except in `running` mode.
 */
import { createJobQueue, type Job } from './job-queue.js';

/** How virtual time moves: `frozen` only by {@link VirtualClock.advanceTo}; `running` with wall time plus an offset. */
export type ClockMode = 'frozen' | 'running';

/** Called with the virtual instant (unix ms) the clock has just moved to, before any job of that instant runs. */
export type ClockListener = (nowMs: number) => void | Promise<void>;

/** Cancels a scheduled job or a listener; calling it twice does nothing. */
export type Cancel = () => void;

/** What starts a clock. */
export interface ClockOptions {
  /** Default `frozen`. */
  readonly mode?: ClockMode;
  /** First instant, unix ms. Default: 2026-11-20T09:00:00Z when frozen, the wall clock when running. */
  readonly startAt?: number;
  /**
   * Told of every job that failed, at once. Default: written to standard error in `running` mode, where nobody may ever
   * advance the clock and see the rejection.
   */
  readonly onJobFailure?: (error: Error) => void;
}

/** One job to run at a virtual instant. */
export interface ScheduledWork {
  /** Virtual instant, unix ms; an instant that has passed means "as soon as the current turn ends". */
  readonly dueAt: number;
  /** Shown by the control routes, for example `subscription.renew sub_123`. */
  readonly name: string;
  readonly run: () => void | Promise<void>;
}

/** Virtual time with jobs on it. */
export interface VirtualClock {
  readonly mode: ClockMode;
  /** The current virtual instant, unix ms. */
  now(): number;
  /** Plans a job; jobs of one instant run in the order they were planned. */
  schedule(work: ScheduledWork): Cancel;
  /** Moves to `atMs`, running every job on the way; rejects a step backwards, and with the errors of failed jobs. */
  advanceTo(atMs: number): Promise<void>;
  /** Moves forward by `durationMs` (≥ 0), as {@link advanceTo}. */
  advanceBy(durationMs: number): Promise<void>;
  /** Runs everything due now, and whatever that makes due now, until nothing is; rejects with the errors of failed jobs. */
  settle(): Promise<void>;
  /** As {@link settle}, but leaves the errors of failed jobs to the next settle or advance. */
  idle(): Promise<void>;
  /** Tells `listener` about every move, awaited, in the order of registration. */
  onChange(listener: ClockListener): Cancel;
  /** The jobs still to come, earliest first. */
  upcoming(): readonly { readonly dueAt: number; readonly name: string }[];
  /** Stops timers and forgets every job. */
  close(): void;
}

/** Where a frozen clock stands when nobody says otherwise: 2026-11-20T09:00:00Z. */
export const DEFAULT_START_AT = Date.UTC(2026, 10, 20, 9, 0, 0);

/** Longest delay one Node timer can hold; later jobs are re-armed. */
const MAX_TIMER_MS = 2_147_483_647;

/** Starts a virtual clock. */
export function createClock(options: ClockOptions = {}): VirtualClock {
  return new JobClock(options);
}

class JobClock implements VirtualClock {
  readonly mode: ClockMode;
  readonly #queue = createJobQueue();
  readonly #listeners = new Set<ClockListener>();
  #failures: unknown[] = [];
  #turn: Promise<void> = Promise.resolve();
  /** Set while frozen, and in running mode while jobs run; otherwise wall time plus the offset counts. */
  #standingAt: number | undefined;
  #offsetMs = 0;
  readonly #onJobFailure: (error: Error) => void;
  #isTurnAsked = false;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;

  constructor({ mode = 'frozen', startAt, onJobFailure }: ClockOptions) {
    this.mode = mode;
    this.#onJobFailure = onJobFailure ?? (mode === 'running' ? reportFailure : () => undefined);
    if (mode === 'frozen') this.#standingAt = startAt ?? DEFAULT_START_AT;
    else this.#offsetMs = startAt === undefined ? 0 : startAt - Date.now();
  }

  now(): number {
    return this.#standingAt ?? Date.now() + this.#offsetMs;
  }

  schedule(work: ScheduledWork): Cancel {
    const cancel = this.#queue.add(work);
    if (work.dueAt <= this.now()) this.#askForTurn();
    else this.#armTimer();
    return cancel;
  }

  advanceTo(atMs: number): Promise<void> {
    return this.#takeTurn(async () => {
      if (atMs < this.now()) {
        throw new RangeError(
          `The virtual clock cannot go back: it stands at ${new Date(this.now()).toISOString()}, asked for ${new Date(atMs).toISOString()}.`,
        );
      }
      await this.#runUntil(atMs);
      this.#throwFailures();
    });
  }

  advanceBy(durationMs: number): Promise<void> {
    return this.advanceTo(this.now() + durationMs);
  }

  async settle(): Promise<void> {
    await this.idle();
    this.#throwFailures();
  }

  async idle(): Promise<void> {
    do {
      await this.#takeTurn(() => this.#runUntil(this.now()));
      await nextMacrotask();
    } while (this.#queue.hasDue(this.now()) && !this.#isClosed);
  }

  onChange(listener: ClockListener): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  upcoming(): readonly { readonly dueAt: number; readonly name: string }[] {
    return this.#queue.list();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#queue.clear();
  }

  /** Turns never overlap: the second waits for the first. */
  #takeTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Due work starts after the caller's own work (an HTTP answer being built) has left the stack. */
  #askForTurn(): void {
    if (this.#isTurnAsked || this.#isClosed) return;
    this.#isTurnAsked = true;
    void this.#takeTurn(async () => {
      await nextMacrotask();
      this.#isTurnAsked = false;
      await this.#runUntil(this.now());
    });
  }

  async #runUntil(targetMs: number): Promise<void> {
    for (;;) {
      const job = this.#isClosed ? undefined : this.#queue.takeDue(targetMs);
      if (job === undefined) break;
      await this.#standAt(Math.max(job.dueAt, this.now()));
      await this.#runJob(job);
    }
    await this.#standAt(targetMs);
    if (this.mode === 'running') {
      this.#offsetMs = Math.max(this.#offsetMs, targetMs - Date.now());
      this.#standingAt = undefined;
      this.#armTimer();
    }
  }

  async #standAt(atMs: number): Promise<void> {
    const isMove = atMs > this.now();
    this.#standingAt = Math.max(atMs, this.now());
    if (!isMove) return;
    for (const listener of this.#listeners) await listener(atMs);
  }

  async #runJob(job: Job): Promise<void> {
    try {
      await job.run();
    } catch (error) {
      const failure = new Error(`The simulated job "${job.name}" failed.`, { cause: error });
      this.#failures.push(failure);
      this.#onJobFailure(failure);
    }
  }

  #throwFailures(): void {
    if (this.#failures.length === 0) return;
    const failures = this.#failures;
    this.#failures = [];
    throw failures.length === 1 ? failures[0] : new AggregateError(failures, 'Simulated jobs failed.');
  }

  #armTimer(): void {
    if (this.mode !== 'running' || this.#isClosed) return;
    clearTimeout(this.#timer);
    const next = this.#queue.peek();
    if (next === undefined) return;
    const delayMs = Math.min(Math.max(next.dueAt - this.now(), 0), MAX_TIMER_MS);
    this.#timer = setTimeout(() => {
      if (next.dueAt <= this.now()) this.#askForTurn();
      else this.#armTimer();
    }, delayMs);
  }
}

function reportFailure(error: Error): void {
  console.error(error);
}

function nextMacrotask(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

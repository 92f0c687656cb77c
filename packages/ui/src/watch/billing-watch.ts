/**
 * One card's view of the portal's billing: loads the snapshot, holds it for every component, and looks again while
 * there is something to wait for. The answer of the latest question wins; after `stop` nothing moves any more.
 */
import { asCardError, type CardError } from '../call/card-error.js';
import { logFailure } from '../call/log-failure.js';
import type { BillingSnapshot } from '../wire/billing-snapshot.js';
import { entitlementKey } from './entitlement-key.js';
import { pollDelayMs } from './poll-delay.js';
import { retryDelayMs } from './retry-delay.js';

/** What a card knows of the portal's billing. */
export interface WatchState {
  /** The last good answer; kept when a later question fails. */
  readonly snapshot: BillingSnapshot | null;
  /** Why the latest question failed; null after an answer. */
  readonly error: CardError | null;
  readonly isLoading: boolean;
  /** Whether the watch will ask again without being told. */
  readonly willAskAgain: boolean;
  /** Whether a button led to a billing page and its effect has not been seen yet. */
  readonly isExpectingChange: boolean;
}

/** Asks for the snapshot and tells who listens; idle until started. */
export class BillingWatch {
  readonly #load: () => Promise<BillingSnapshot>;
  readonly #listeners = new Set<() => void>();
  #state: WatchState = {
    snapshot: null,
    error: null,
    isLoading: false,
    willAskAgain: false,
    isExpectingChange: false,
  };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isRunning = false;
  #question = 0;
  #failures = 0;
  #prompts = 0;
  #startedAt = 0;
  #answeredAt = 0;
  #clickedAt: number | null = null;

  constructor(load: () => Promise<BillingSnapshot>) {
    this.#load = load;
  }

  readonly getState = (): WatchState => this.#state;

  /** Calls the listener after every change; answers how to end that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Begins, or begins again after it was stopped; answers how to stop. */
  start(): () => void {
    this.#isRunning = true;
    this.#startedAt = Date.now();
    void this.refresh();
    return () => {
      this.#isRunning = false;
      clearTimeout(this.#timer);
    };
  }

  /** Asks now; resolves when this question is answered or overtaken, and never rejects. */
  async refresh(): Promise<void> {
    if (!this.#isRunning) return;
    clearTimeout(this.#timer);
    this.#question += 1;
    const question = this.#question;
    this.#set({ isLoading: true });
    const answer = await this.#load().catch(asCardError);
    if (!this.#isRunning || question !== this.#question) return;
    if (answer instanceof Error) this.#takeFailure(answer);
    else this.#takeAnswer(answer);
  }

  /** Someone follows a link to a billing page: look often, until a change is seen or an hour has passed. */
  expectChange(): void {
    this.#clickedAt = Date.now();
    this.#plan({ isExpectingChange: true });
  }

  /** An upgrade prompt is on screen; answers how to say that it is gone. */
  showPrompt(): () => void {
    this.#prompts += 1;
    this.#plan({});
    return () => {
      this.#prompts -= 1;
      this.#plan({});
    };
  }

  /** The server's present time; null before the first answer. */
  now(): number | null {
    const { snapshot } = this.#state;
    return snapshot === null ? null : snapshot.now + (Date.now() - this.#answeredAt);
  }

  #takeAnswer(snapshot: BillingSnapshot): void {
    const before = this.#state.snapshot;
    if (before && entitlementKey(before) !== entitlementKey(snapshot)) this.#clickedAt = null;
    this.#failures = 0;
    this.#answeredAt = Date.now();
    const isExpectingChange = this.#clickedAt !== null;
    this.#plan({ snapshot, error: null, isLoading: false, isExpectingChange });
  }

  #takeFailure(error: CardError): void {
    this.#failures += 1;
    logFailure(error);
    this.#plan({ error, isLoading: false });
  }

  /** Takes over a change and sets the timer of the next look, if there is to be one. */
  #plan(change: Partial<WatchState>): void {
    const next = { ...this.#state, ...change };
    if (next.isLoading || !this.#isRunning) {
      this.#set(change);
      return;
    }
    clearTimeout(this.#timer);
    const delayMs = this.#nextDelayMs(next);
    if (delayMs !== null) this.#timer = setTimeout(() => void this.refresh(), delayMs);
    this.#set({ ...change, willAskAgain: delayMs !== null });
  }

  #nextDelayMs({ snapshot, error }: WatchState): number | null {
    if (error) return error.kind === 'outage' ? retryDelayMs(this.#failures) : null;
    if (snapshot === null) return null;
    return pollDelayMs({
      snapshot,
      now: snapshot.now + (Date.now() - this.#answeredAt),
      waitedMs: Date.now() - this.#startedAt,
      sinceClickMs: this.#clickedAt === null ? null : Date.now() - this.#clickedAt,
      isPromptShown: this.#prompts > 0,
    });
  }

  #set(change: Partial<WatchState>): void {
    const keys = Object.keys(change) as (keyof WatchState)[];
    if (keys.every((key) => change[key] === this.#state[key])) return;
    this.#state = { ...this.#state, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}

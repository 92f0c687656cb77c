/** Runs a card function and holds what came of it. The latest run wins; a run whose card is gone is forgotten. */
import { useCallback, useEffect, useRef, useState, type ReactElement } from 'react';
import { asCardError, type CardError } from '../call/card-error.js';
import { logFailure } from '../call/log-failure.js';

/** What a card function gives. */
export type CardContent = ReactElement | null;

/** What came of the latest run; while the next one is on its way, this one stays. */
export type CardRun =
  | { readonly kind: 'pending' }
  | {
      readonly kind: 'shown';
      readonly content: CardContent;
      readonly run: number;
      readonly shownAt: number;
      readonly failures: number;
    }
  | { readonly kind: 'failed'; readonly error: CardError; readonly failures: number };

/** The latest run and what may be done about it. */
export interface CardRunner {
  readonly run: CardRun;
  /** Runs the card again; resolves when that run is over. */
  readonly start: () => Promise<void>;
  /** Puts an error in the place of what is shown. */
  readonly fail: (thrown: unknown) => void;
}

/** A failure so soon after a success counts as one more in a row: what is drawn may fail where the function did not. */
const IN_A_ROW_MS = 120_000;

/** Runs the card now and whenever `key` changes. */
export function useCardRun(card: () => CardContent | Promise<CardContent>, key: string): CardRunner {
  const [run, setRun] = useState<CardRun>({ kind: 'pending' });
  const latest = useRef(0);
  const cardNow = useRef(card);
  cardNow.current = card;

  const fail = useCallback((thrown: unknown) => {
    const error = asCardError(thrown);
    logFailure(error);
    setRun((before) => ({ kind: 'failed', error, failures: failuresBefore(before) + 1 }));
  }, []);

  const start = useCallback(async () => {
    latest.current += 1;
    const mine = latest.current;
    try {
      const content = await cardNow.current();
      if (mine === latest.current) setRun((before) => shown(before, content, mine));
    } catch (thrown) {
      if (mine === latest.current) fail(thrown);
    }
  }, [fail]);

  useEffect(() => {
    void start();
    return () => {
      latest.current += 1;
    };
  }, [start, key]);
  return { run, start, fail };
}

function shown(before: CardRun, content: CardContent, run: number): CardRun {
  return { kind: 'shown', content, run, shownAt: Date.now(), failures: failuresBefore(before) };
}

function failuresBefore(before: CardRun): number {
  switch (before.kind) {
    case 'pending':
      return 0;
    case 'failed':
      return before.failures;
    case 'shown':
      return Date.now() - before.shownAt < IN_A_ROW_MS ? before.failures : 0;
  }
}

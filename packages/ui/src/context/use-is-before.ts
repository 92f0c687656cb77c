import { useEffect, useReducer } from 'react';

/** Whether `now` is before `end`, and a fresh drawing when it no longer is; false when either is unknown. */
export function useIsBefore(end: number | null, now: number | null): boolean {
  const leftMs = end === null || now === null ? 0 : end - now;
  const [, drawAgain] = useReducer((drawings: number) => drawings + 1, 0);
  useEffect(() => {
    if (leftMs <= 0) return;
    const timer = setTimeout(drawAgain, leftMs);
    return () => clearTimeout(timer);
  }, [leftMs]);
  return leftMs > 0;
}

import { useEffect, useState } from 'react';

/** False at first, true once a component has been on screen for so many milliseconds. */
export function useHasWaited(afterMs: number): boolean {
  const [hasWaited, setHasWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setHasWaited(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
  return hasWaited;
}

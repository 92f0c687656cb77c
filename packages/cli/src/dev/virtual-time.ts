/** How the app's process must read the time: standing still, or the machine's clock with an offset. Unix ms. */
export type VirtualTime =
  { readonly mode: 'frozen'; readonly at: number } | { readonly mode: 'running'; readonly offsetMs: number };

/** The virtual instant, when the machine's clock shows `wallNow`. */
export function instantOf(time: VirtualTime, wallNow: number): number {
  return time.mode === 'frozen' ? time.at : wallNow + time.offsetMs;
}

/** The two things used of the module that only workerd has (Cloudflare's changelog of 2025-03-17 and 2025-08-08, read 2026-11-21). */
declare module 'cloudflare:workers' {
  /** The bindings, also while modules are loaded; reading a text is no I/O. */
  export const env: Readonly<Record<string, unknown>>;
  /** Lets the present invocation go on after its answer until the work is done, within the time Workers give it. */
  export function waitUntil(work: Promise<unknown>): void;
}

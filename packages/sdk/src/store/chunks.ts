/** Values a statement may list: D1 takes 100 parameters, and a statement has others of its own (Cloudflare's documentation, "Limits", read 2026-11-21). */
const MAX_LISTED = 80;

/** The values in lists short enough for one statement; none for no values. */
export function inChunks<T>(values: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(values.length / MAX_LISTED);
  return Array.from({ length: count }, (_, at) => values.slice(at * MAX_LISTED, (at + 1) * MAX_LISTED));
}

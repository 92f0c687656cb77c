/** Values a statement may list: D1 takes 100 parameters, and a statement has others of its own (Cloudflare's documentation, "Limits", read 2026-11-21). */
const MAX_LISTED = 80;

/** The values in lists short enough for one statement, which takes so many parameters for each; none for no values. */
export function inChunks<T>(values: readonly T[], parametersEach = 1): readonly (readonly T[])[] {
  const longest = Math.floor(MAX_LISTED / parametersEach);
  const count = Math.ceil(values.length / longest);
  return Array.from({ length: count }, (_, at) => values.slice(at * longest, (at + 1) * longest));
}

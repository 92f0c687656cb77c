/**
 * JSON is read without recursion and written with it: what can be parsed at any depth fails when it is stored or passed on. No vendor
 * nests deeply, so such a body is refused where it arrives.
 */

/** How many arrays and objects within each other a received body may have. */
export const MAX_NESTING = 100;

/** Whether the value has more than {@link MAX_NESTING} arrays and objects within each other. */
export function isNestedTooDeep(value: unknown, levelsLeft = MAX_NESTING): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levelsLeft === 0 || Object.values(value).some((inner) => isNestedTooDeep(inner, levelsLeft - 1));
}

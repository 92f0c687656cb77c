type Fields = Readonly<Record<string, unknown>>;

/** The old values of what differs between two versions of an object; hashes are compared by field, lists as a whole. */
export function previousAttributes(before: object, after: object): Readonly<Record<string, unknown>> {
  const old = before as Fields;
  const renewed = after as Fields;
  const changed: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(old), ...Object.keys(renewed)])) {
    const left = old[key];
    const right = renewed[key];
    if (JSON.stringify(left) === JSON.stringify(right)) continue;
    changed[key] = isHash(left) && isHash(right) ? previousAttributes(left, right) : (left ?? null);
  }
  return changed;
}

function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

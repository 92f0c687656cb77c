/** Stripe's metadata: text by name. */
export type Metadata = Readonly<Record<string, string>>;

/** Metadata of a create request, without unset keys. */
export function newMetadata(given: Metadata | null | undefined): Metadata {
  return mergeMetadata({}, given);
}

/** Merges as Stripe does: an empty value removes its key, null removes all, absent changes nothing. */
export function mergeMetadata(current: Metadata, change: Metadata | null | undefined): Metadata {
  if (change === null) return {};
  const merged = { ...current, ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
}

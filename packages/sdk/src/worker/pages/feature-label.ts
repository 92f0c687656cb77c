/**
 * The feature name of `hs-x.toml` as a person reads it: `sync.bidirectional` → "Sync · bidirectional", `agent.bulk_edit`
 * → "Agent · bulk edit", `*` → "Everything".
 */
export function featureLabel(feature: string): string {
  const words = feature
    .split('.')
    .map((part) => (part === '*' ? 'everything' : part.replaceAll('_', ' ')))
    .join(' · ');
  return words.charAt(0).toLocaleUpperCase('en') + words.slice(1);
}

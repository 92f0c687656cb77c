/** Every key `hs-x.toml` may hold, by the table it stands in. What is not here is refused as unknown. */
export const CONFIG_KEYS = {
  '': ['app', 'hubspot', 'email', 'alerts', 'billing'],
  app: ['name'],
  hubspot: [
    'scopes',
    'optional_scopes',
    'description',
    'distribution',
    'platform',
    'support_email',
    'settings',
    'card',
    'webhook',
  ],
  'hubspot.card[]': ['name', 'file', 'location', 'object_types'],
  'hubspot.webhook[]': ['type', 'object', 'property'],
  email: ['from', 'reply_to'],
  alerts: ['email', 'webhook'],
  billing: [
    'provider',
    'trial_days',
    'upgrade_url',
    'past_due_grace_days',
    'after_cancel',
    'repeat_trial',
    'on_uninstall',
    'retention_days',
    'reconcile_hour',
    'features',
    'checkout',
    'meter',
    'plan',
  ],
  'billing.checkout': [
    'plan',
    'automatic_tax',
    'tax_id_collection',
    'promotion_codes',
    'locale',
    'payment_method_collection',
  ],
  'billing.meter.<limit>': ['event_name'],
  'billing.plan.<name>': ['title', 'stripe_price', 'price', 'features', 'limits'],
  'billing.plan.<name>.price': ['amount_minor', 'currency', 'interval', 'interval_count', 'lookup_key'],
  'billing.plan.<name>.stripe_price': ['test', 'live'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A table of {@link CONFIG_KEYS}. */
export type ConfigTableName = keyof typeof CONFIG_KEYS;

/** A key of one of those tables. */
export type ConfigKey<Name extends ConfigTableName> = (typeof CONFIG_KEYS)[Name][number];

/** The path of the table that does know the key, or undefined; for keys written one heading too high or too low. */
export function tableThatKnows(key: string): ConfigTableName | undefined {
  return (Object.keys(CONFIG_KEYS) as ConfigTableName[]).find((name) =>
    (CONFIG_KEYS[name] as readonly string[]).includes(key),
  );
}

/** The `hs-x.toml` of the billing guide, as it is written there. */
export const GUIDE_FILE = `# hs-x.toml
[billing]
provider = "stripe"
trial_days = 14
upgrade_url = "https://yourapp.com/billing/portal"
[billing.plan.free]
stripe_price = ""
features = ["sync.basic", "card.read"]
limits = { records_per_month = 1_000, syncs = 1 }
[billing.plan.team]
stripe_price = "price_1QABCDEF..."
features = ["sync.basic", "sync.bidirectional", "card.read", "card.edit", "agent.tools"]
limits = { records_per_month = 50_000, syncs = 10 }
[billing.plan.scale]
stripe_price = "price_1QXYZ..."
features = ["*"]
limits = { records_per_month = -1, syncs = -1 }
`;

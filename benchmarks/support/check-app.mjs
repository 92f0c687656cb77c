/** The app of the HTTP benchmark: nothing of it reaches a vendor. */
export const CLIENT_SECRET = 'a-client-secret-of-the-benchmark';

export const APP_TOML = `
[app]
name = "Benchmark"
[hubspot]
scopes = ["oauth"]
[billing]
provider = "invoice"
features = ["sync.basic", "sync.bidirectional"]
[billing.plan.free]
stripe_price = ""
features = ["sync.basic"]
[billing.plan.team]
stripe_price = "price_team"
features = ["sync.basic", "sync.bidirectional"]
`;

export const ENVIRONMENT = {
  HSX_APP: 'bench',
  HSX_MODE: 'test',
  APP_URL: 'https://app.example.com',
  HSX_SECRET: 'a-secret-for-benchmarks-of-32-characters',
  HUBSPOT_CLIENT_ID: 'benchmark',
  HUBSPOT_CLIENT_SECRET: CLIENT_SECRET,
};

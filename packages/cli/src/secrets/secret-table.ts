/** What is known of an app's secrets, on this machine and by the app itself, as one table: fingerprints, never values. */
import {
  ROTATED_SECRETS,
  secretFingerprint,
  type AdminSecrets,
  type RotatedSecret,
  type SecretValueState,
} from '@hs-x/sdk/admin';
import type { KnownSecret } from './known-secret.js';
import { mayRetire, type Retirement } from './retirement.js';
import type { ProbeResult } from './send-probe.js';
import type { PlacedSecret } from './secret-places.js';
import { liveValues } from './secret-values.js';

/** One value, or, for a name without any, one line that says so. */
export interface SecretLine {
  readonly name: string;
  /** Null: the value is not on this machine; the app holds it. */
  readonly place: PlacedSecret['place'] | null;
  /** 0: the present one. */
  readonly index: number;
  readonly liveValues: number;
  readonly fingerprint: string | null;
  /** Unix ms: since when this machine has the name's values, or the app has run with this one; null: nobody knows. */
  readonly sinceAt: number | null;
  readonly lastUsedAt: number | null;
  readonly sealed: SecretValueState['sealed'];
  /** Null: the app was not asked. */
  readonly isHeldByApp: boolean | null;
  /** Null: it was not probed. */
  readonly probe: ProbeResult | null;
  /** Null: it is the present value, or the app was not asked. */
  readonly retirement: Retirement | null;
}

/** One name with what is here of it. */
export interface NamedSecret {
  readonly secret: KnownSecret;
  readonly placed: PlacedSecret | null;
}

/** The lines of a name: one for each live value here, then those only the app holds. */
export async function secretLines(
  { secret, placed }: NamedSecret,
  app: AdminSecrets | null,
  probes: ReadonlyMap<string, ProbeResult> = new Map(),
): Promise<readonly SecretLine[]> {
  const values = placed === null ? [] : liveValues(secret, placed.text);
  const states = statesOf(app, secret.name);
  const fingerprints = await Promise.all(values.map(secretFingerprint));
  const known = fingerprints.map((fingerprint, index) => ({
    fingerprint,
    place: placed?.place ?? null,
    setAt: index === 0 ? (placed?.setAt ?? null) : null,
    probe: probes.get(values[index] ?? '') ?? null,
  }));
  const others = (states ?? [])
    .filter(({ fingerprint }) => fingerprint === null || !fingerprints.includes(fingerprint))
    .map(({ fingerprint }) => ({ fingerprint, place: null, setAt: null, probe: null }));
  const all = [...known, ...others];
  return all.map(({ setAt, ...value }, index) => {
    const state = states?.find(({ fingerprint }) => fingerprint === value.fingerprint) ?? null;
    return {
      ...value,
      name: secret.name,
      index,
      liveValues: all.length,
      sinceAt: state?.firstSeenAt ?? setAt,
      lastUsedAt: state?.lastUsedAt ?? null,
      sealed: state?.sealed ?? null,
      isHeldByApp: states === null ? null : state !== null,
      retirement: retirementOf(
        secret.name,
        { index, fingerprint: value.fingerprint, present: all[0]?.fingerprint ?? null },
        app,
      ),
    };
  });
}

/** Whether a former value may go, by what the app knows; null: it is the present one, or the app does not know it. */
export function retirementOf(
  name: string,
  value: { readonly index: number; readonly fingerprint: string | null; readonly present: string | null },
  app: AdminSecrets | null,
): Retirement | null {
  if (value.index === 0 || app === null || !isRotated(name)) return null;
  const states = statesOf(app, name) ?? [];
  const former = states.find(({ fingerprint }) => fingerprint === value.fingerprint);
  const present = states.find(({ fingerprint }) => fingerprint === value.present) ?? NOT_SEEN;
  if (former === undefined) return { kind: 'notYet', reason: 'the app does not hold it', until: null };
  return mayRetire(name, { present, former, now: app.now });
}

const NOT_SEEN: SecretValueState = {
  fingerprint: null,
  firstSeenAt: null,
  lastUsedAt: null,
  lastProbedAt: null,
  sealed: null,
};

function statesOf(app: AdminSecrets | null, name: string): readonly SecretValueState[] | null {
  return app?.secrets.find((state) => state.name === name)?.values ?? null;
}

/** Whether a name may have several live values. */
export function isRotated(name: string): name is RotatedSecret {
  return ROTATED_SECRETS.some((each) => each === name);
}

/**
 * Names from the app's own `hs-x.toml`. `hs-x types` (and `hs-x dev`) writes a declaration that fills {@link AppTypes}; from then on a
 * misspelt feature does not compile. Without it every string is accepted.
 */

/** Filled by the generated `.hs-x/types.d.ts`: `feature`, `plan` and `limit` as unions of the declared names. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface AppTypes {}

/** A feature declared in `hs-x.toml`. */
export type FeatureName = AppTypes extends { feature: infer Name extends string } ? Name : string;
/** A plan declared in `hs-x.toml`. */
export type PlanName = AppTypes extends { plan: infer Name extends string } ? Name : string;
/** A limit declared in `hs-x.toml`. */
export type LimitName = AppTypes extends { limit: infer Name extends string } ? Name : string;
/** A limit that counts what happens in a month or a day: its name ends in `_per_month` or `_per_day`. */
export type CounterName = string extends LimitName ? string : Extract<LimitName, CounterPattern>;
/** A limit that says how many of something may exist. */
export type GaugeName = string extends LimitName ? string : Exclude<LimitName, CounterPattern>;

type CounterPattern = `${string}_per_month` | `${string}_per_day`;

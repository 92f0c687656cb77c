/**
 * Names from the app's own `hs-x.toml` and its own functions, for cards. A card is a project of its own, without
 * `@hs-x/sdk`, so it declares what it uses:
 *
 * ```ts
 * declare module '@hs-x/ui' {
 *   interface CardTypes {
 *     feature: 'card.read' | 'card.edit';
 *     plan: 'free' | 'team';
 *     functions: { score: { args: { contactId: string }; result: { points: number } } };
 *   }
 * }
 * ```
 *
 * Without the declaration every string is accepted and a function's result is `unknown`.
 */

/** Filled by the card's author: `feature`, `plan`, `limit` as unions of names, `functions` with `args` and `result` of each. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by declaration merging
export interface CardTypes {}

/** A feature of `hs-x.toml`. */
export type FeatureName = CardTypes extends { feature: infer Name extends string } ? Name : string;
/** A plan of `hs-x.toml`. */
export type PlanName = CardTypes extends { plan: infer Name extends string } ? Name : string;
/** A limit of `hs-x.toml`. */
export type LimitName = CardTypes extends { limit: infer Name extends string } ? Name : string;

/** The functions every app answers. */
export interface BuiltInFunctions {
  /** Whether the portal may use a feature now. */
  readonly hasFeature: { readonly args: { readonly feature: FeatureName }; readonly result: boolean };
}

type DeclaredFunctions = CardTypes extends { functions: infer Functions extends object } ? Functions : object;

/** What `ctx.fn` may be called with: the built-in functions and the declared ones; any name when none are declared. */
export type FunctionName = [keyof DeclaredFunctions] extends [never]
  ? string
  : Extract<keyof (DeclaredFunctions & BuiltInFunctions), string>;

interface UndeclaredFunction {
  readonly args: Readonly<Record<string, unknown>>;
  readonly result: unknown;
}

type FunctionOf<Name extends string> = Name extends keyof DeclaredFunctions
  ? DeclaredFunctions[Name]
  : Name extends keyof BuiltInFunctions
    ? BuiltInFunctions[Name]
    : UndeclaredFunction;

/** What a function answers. */
export type FunctionResult<Name extends string> =
  FunctionOf<Name> extends { readonly result: infer Result } ? Result : unknown;

/** What a function is given: one object, to be left out when none of its fields is required. */
export type FunctionArgs<Name extends string> =
  FunctionOf<Name> extends { readonly args: infer Args }
    ? Partial<Args> extends Args
      ? readonly [args?: Args]
      : readonly [args: Args]
    : readonly [];

/** Calls one of the app's functions; refusals reject with a {@link CardError}. */
export type CallFunction = <Name extends FunctionName>(
  name: Name,
  ...args: FunctionArgs<Name>
) => Promise<FunctionResult<Name>>;

/**
 * Tells apart the five kinds of visit that arrive at the one redirect URL an app has. An install begun on the HubSpot
 * Marketplace comes in two variants: plain, where HubSpot sends `code` and `returnUrl` unasked, and with the app's own sign-in,
 * where it comes twice (`step=authorize`, then `step=finalize`). Source: HubSpot's install-flow documentation, read 2026-11-20.
 */

/** What a visit to the OAuth callback is. No `returnUrl` here is checked yet: `checkReturnUrl` does that. */
export type Callback =
  /** Leg 1 of two: send the browser to `returnUrl` with a new `state` added. */
  | { readonly kind: 'marketplaceAuthorize'; readonly returnUrl: string }
  /** Leg 2 of two: the state must be ours; exchange the code, then go to `returnUrl`. */
  | {
      readonly kind: 'marketplaceFinalize';
      readonly code: string;
      readonly state: string;
      readonly returnUrl: string;
    }
  /** The plain variant: there is no state, identity comes from the code alone; exchange it, then go to `returnUrl`. */
  | { readonly kind: 'marketplacePlain'; readonly code: string; readonly returnUrl: string }
  /** The answer to our own consent link: the state must be ours. With a `returnUrl`, the browser goes there afterwards. */
  | {
      readonly kind: 'standard';
      readonly code: string;
      readonly state: string;
      readonly returnUrl: string | null;
    }
  /** The person or HubSpot said no; `error` and `description` are HubSpot's words. */
  | { readonly kind: 'refused'; readonly error: string; readonly description: string | null }
  /** None of these; `problem` says what is missing or doubled. */
  | { readonly kind: 'malformed'; readonly problem: string };

/** Decides what a callback is from its query alone. A state that is present must be checked, whatever else is there. */
export function classifyCallback(query: URLSearchParams): Callback {
  const doubled = doubledName(query);
  if (doubled !== null) return malformed(`The parameter "${doubled}" appears more than once.`);
  const error = valueOf(query, 'error');
  if (error !== null) return { kind: 'refused', error, description: valueOf(query, 'error_description') };
  const step = valueOf(query, 'step');
  switch (step) {
    case null:
      return classifyWithoutStep(query);
    case 'authorize':
      return classifyAuthorize(query);
    case 'finalize':
      return classifyFinalize(query);
    default:
      return malformed('The parameter "step" is neither "authorize" nor "finalize".');
  }
}

function classifyWithoutStep(query: URLSearchParams): Callback {
  const code = valueOf(query, 'code');
  const state = valueOf(query, 'state');
  const returnUrl = valueOf(query, 'returnUrl');
  if (code === null) return malformed('The parameter "code" is missing.');
  if (state !== null) return { kind: 'standard', code, state, returnUrl };
  if (returnUrl !== null) return { kind: 'marketplacePlain', code, returnUrl };
  return malformed(
    'The parameter "state" is missing; only a Marketplace install, with "returnUrl", comes without it.',
  );
}

function classifyAuthorize(query: URLSearchParams): Callback {
  const returnUrl = valueOf(query, 'returnUrl');
  if (returnUrl === null) return malformed('The parameter "returnUrl" is missing for step "authorize".');
  return { kind: 'marketplaceAuthorize', returnUrl };
}

function classifyFinalize(query: URLSearchParams): Callback {
  const code = valueOf(query, 'code');
  const state = valueOf(query, 'state');
  const returnUrl = valueOf(query, 'returnUrl');
  if (code !== null && state !== null && returnUrl !== null) {
    return { kind: 'marketplaceFinalize', code, state, returnUrl };
  }
  const missing = Object.entries({ code, state, returnUrl }).flatMap(([name, value]) =>
    value === null ? [name] : [],
  );
  return malformed(`Missing for step "finalize": ${missing.join(', ')}.`);
}

/** The value, with an empty one counted as absent. */
function valueOf(query: URLSearchParams, name: string): string | null {
  const value = query.get(name);
  return value === '' ? null : value;
}

/** The first parameter of ours that appears twice: parsers disagree on which one wins. */
function doubledName(query: URLSearchParams): string | null {
  const names = ['code', 'state', 'step', 'returnUrl', 'error', 'error_description'];
  return names.find((name) => query.getAll(name).length > 1) ?? null;
}

function malformed(problem: string): Callback {
  return { kind: 'malformed', problem };
}

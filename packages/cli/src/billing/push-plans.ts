/** Compares an app's catalogue with Stripe's, and if wished makes exactly what the comparison shows. */
import type { AppConfig } from '@hs-x/sdk/config';
import type { CatalogueDiff, MadeSecret } from '@hs-x/sdk/stripe';
import { CliError } from '../cli-error.js';
import { openCatalogue, type CataloguePlace } from './open-catalogue.js';
import { saveSigningSecret, type SavedSecret } from './save-signing-secret.js';
import { stripePriceLines, type StripePriceLine } from './stripe-price-lines.js';

/** Which app, and whether to write. */
export interface PushWish extends CataloguePlace {
  /** `diff`: only say what would change. */
  readonly until: 'diff' | 'pushed';
  /** Whether a live key may write. */
  readonly mayBeLive: boolean;
  /** Whether the signing secrets of a new endpoint and a new event destination are kept for the app. */
  readonly savesSecret: boolean;
  readonly now: number;
}

/** What differs, or differed until now. */
export interface PushOutcome extends Pick<CatalogueDiff, 'steps' | 'kept' | 'obstacles'> {
  readonly mode: 'test' | 'live';
  /** Whether the steps were made. False also when there were none. */
  readonly isPushed: boolean;
  /** Lines of hs-x.toml that name the prices; empty when it names them already, and before prices are made. */
  readonly lines: readonly StripePriceLine[];
  /** Where the signing secret of a new endpoint is kept; null: there is no new endpoint, or it was not to be kept. */
  readonly savedSecret: SavedSecret | null;
  /** The same of a new event destination of meter errors. */
  readonly savedMeterSecret: SavedSecret | null;
}

/** Compares and, if wished, pushes. Throws LIVE_KEY, what `openCatalogue` throws, and HsxError PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
export async function pushPlans(wish: PushWish): Promise<PushOutcome> {
  const { catalogue, config, mode, folder, environment } = openCatalogue(wish);
  if (mode === 'live' && wish.until === 'pushed' && !wish.mayBeLive) throw liveKey();
  const diff = await catalogue.diff();
  const { steps, kept, obstacles } = diff;
  const said = { mode, steps, kept, obstacles };
  if (wish.until === 'diff' || steps.length === 0)
    return { ...said, ...NOTHING_SAVED, isPushed: false, lines: linesOf(diff, { config, mode }) };
  const saved: Partial<Record<MadeSecret['sender'], SavedSecret>> = {};
  const { priceIds } = await catalogue.push(diff, (made) => {
    if (!wish.savesSecret) return;
    saved[made.sender] = saveSigningSecret(folder, environment, { ...made, now: wish.now });
  });
  return {
    ...said,
    isPushed: true,
    lines: stripePriceLines({ config, mode, plans: priceIds }),
    savedSecret: saved.endpoint ?? null,
    savedMeterSecret: saved.destination ?? null,
  };
}

const NOTHING_SAVED = { savedSecret: null, savedMeterSecret: null };

/** The lines for plans whose prices are all there. */
function linesOf(
  { plans }: CatalogueDiff,
  app: { readonly config: AppConfig; readonly mode: 'test' | 'live' },
): readonly StripePriceLine[] {
  const made = plans.filter(({ prices }) => prices.every(({ kind }) => kind === 'existing'));
  const known = made.map(({ plan, prices }) => ({
    plan,
    priceIds: prices.flatMap((each) => (each.kind === 'existing' ? [each.price.id] : [])),
  }));
  return stripePriceLines({ ...app, plans: known });
}

function liveKey(): CliError {
  return new CliError({
    code: 'LIVE_KEY',
    message: 'STRIPE_SECRET is a live key; nothing was changed.',
    hint: 'Look at what would change without --yes, then run it again with --yes --live.',
  });
}

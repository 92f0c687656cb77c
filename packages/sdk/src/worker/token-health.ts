/**
 * Uninstalls are learned from dead refresh tokens, since HubSpot tells of none: each portal's token is tried once a week, and one that
 * HubSpot refuses twice, a day apart, means that the app was removed. A mistake of ours, such as a wrong client secret, looks the same for
 * many portals at once: then nothing is believed, and an operator is asked.
 */
import { accountKey } from '../billing/billing-engine.js';
import type { Scope } from '../billing/ports/scope.js';
import { transact } from '../billing/shell/transact.js';
import { isLive } from '../billing/subscription-choice.js';
import { isHsxError } from '../kernel/hsx-error.js';
import type { PortalId } from '../kernel/ids.js';
import { DAY_MS, HOUR_MS, type Instant } from '../kernel/instant.js';
import type { AppParts } from './app-parts.js';
import type { KvStore } from './ports.js';
import { beginSweep, sweepPage, type Sweep } from './token-sweep.js';

/** What is known of tokens between two runs. */
interface TokenHealth {
  readonly sweep: Sweep;
  /** Portals whose token was refused, since when. */
  readonly refusedAt: Readonly<Record<PortalId, Instant>>;
  /** When portals were last believed to have removed the app. */
  readonly believedAt: readonly Instant[];
}

const STATE_KEY = 'hsx:token-health';
/** A second refusal counts when it comes so long after the first. */
const CONFIRM_AFTER_MS = DAY_MS;
/** More uninstalls an hour than these are no uninstalls. */
const MOST_AN_HOUR = 5;

/** Makes the function that a runtime calls over and over: every hour, one process tries the tokens whose turn has come. */
export function createTokenHealth(parts: AppParts): () => Promise<void> {
  const { engine, kv, once } = parts;
  const { scope, clock } = engine;
  let lastHour = -1;
  return async () => {
    const now = clock.now();
    const hour = Math.floor(now / HOUR_MS);
    if (hour === lastHour) return;
    lastHour = hour;
    const key = `tokens:${scope.app}:${scope.mode}:${hour}`;
    if (!(await once.useOnce({ key, expiresAt: now + 2 * HOUR_MS, now }))) return;
    const stored = (await kv.get(scope, { key: STATE_KEY, now })) as TokenHealth | null;
    const health = stored ?? { sweep: beginSweep(now, null), refusedAt: {}, believedAt: [] };
    const value = await tryTokens(parts, health, now);
    await kv.put(scope, { key: STATE_KEY, value, expiresAt: null });
  };
}

/** Portals whose token HubSpot refused and that wait for the second try, in the order of their ids. Throws STORE_UNAVAILABLE. */
export async function refusedTokens(kv: KvStore, scope: Scope, now: Instant): Promise<readonly string[]> {
  const health = (await kv.get(scope, { key: STATE_KEY, now })) as TokenHealth | null;
  return Object.keys(health?.refusedAt ?? {}).sort();
}

/** One run; a refusal of the app itself, instead of a portal's token, ends it without any conclusion. */
async function tryTokens(parts: AppParts, health: TokenHealth, now: Instant): Promise<TokenHealth> {
  try {
    const confirmed = await confirmRefusals(parts, health, now);
    let isAppAccepted = false;
    const { sweep, refused } = await sweepPage(health.sweep, now, {
      scan: (wish) => parts.engine.store.scan(parts.engine.scope, wish),
      isAlive: async (portalId) => {
        if (Object.hasOwn(confirmed.refusedAt, portalId)) return null;
        const alive = await isAlive(parts, portalId);
        isAppAccepted ||= alive === true;
        return alive;
      },
    });
    const fresh = Object.fromEntries(refused.map((portalId) => [portalId, now]));
    if (isAppAccepted) await resolve(parts, now, 'hubspot_refuses_app');
    return { ...confirmed, sweep, refusedAt: { ...fresh, ...confirmed.refusedAt } };
  } catch (error) {
    if (!isHsxError(error, 'HUBSPOT_MISCONFIGURED')) throw error;
    await alert(parts, now, {
      alert: 'hubspot_refuses_app',
      message: `HubSpot refuses the app instead of a portal: ${error.message} No portal is treated as uninstalled. Check HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET.`,
    });
    return health;
  }
}

/** Tries the refused tokens a second time and believes what is still refused, unless it is too much to be true. */
async function confirmRefusals(parts: AppParts, health: TokenHealth, now: Instant): Promise<TokenHealth> {
  const waiting = new Map(Object.entries(health.refusedAt));
  const gone: PortalId[] = [];
  for (const [portalId, refusedAt] of Object.entries(health.refusedAt)) {
    if (now < refusedAt + CONFIRM_AFTER_MS) continue;
    const alive = await isAlive(parts, portalId);
    if (alive === false) gone.push(portalId);
    if (alive === true) waiting.delete(portalId);
  }
  const recent = health.believedAt.filter((at) => at > now - HOUR_MS);
  if (gone.length + recent.length > MOST_AN_HOUR) {
    await alert(parts, now, {
      alert: 'many_dead_tokens',
      message: `HubSpot refuses the tokens of ${gone.length} portals (${gone.slice(0, 10).join(', ')}). More than ${MOST_AN_HOUR} an hour are not believed: none is treated as uninstalled while it is so. Check HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET.`,
    });
    return { ...health, refusedAt: Object.fromEntries(waiting), believedAt: recent };
  }
  await resolve(parts, now, 'many_dead_tokens');
  for (const portalId of gone) {
    await believe(parts, portalId);
    waiting.delete(portalId);
  }
  const believedAt = [...recent, ...gone.map(() => now)];
  return { ...health, refusedAt: Object.fromEntries(waiting), believedAt };
}

/** Whether the portal's token works; null: HubSpot did not say. Throws HUBSPOT_MISCONFIGURED when the app itself is refused. */
async function isAlive({ engine, hubspot }: AppParts, portalId: PortalId): Promise<boolean | null> {
  const key = accountKey(engine, portalId);
  if ((await hubspot.tokens.load(key)).tokens === null) return null;
  try {
    await hubspot.tokenSource.accessToken(key);
    return true;
  } catch (error) {
    if (isHsxError(error, 'INSTALL_REVOKED')) return false;
    if (isHsxError(error, 'HUBSPOT_MISCONFIGURED')) throw error;
    engine.logger.log('warn', 'a portal’s token could not be tried', { portalId, error });
    return null;
  }
}

/** Treats the app as removed from the portal; that somebody pays for it all the same is for a person to look at. */
async function believe({ engine }: AppParts, portalId: PortalId): Promise<void> {
  const key = accountKey(engine, portalId);
  const { install, subscription } = await transact(engine, key, () => ({
    kind: 'uninstalled',
    learnedFrom: 'deadToken',
  }));
  if (!subscription || !isLive(subscription)) return;
  const effect = {
    kind: 'raiseAlert',
    key: `paying-without-app:${portalId}:${install?.installedAt ?? 0}`,
    alert: 'paying_without_app',
    message: `Portal ${portalId} has removed the app and still has subscription ${subscription.subscriptionId}.`,
  } as const;
  await engine.outbox.add(engine.scope, { portalId, effect, now: engine.clock.now() });
}

/** One alert a kind, counted as often as it is found again. */
async function alert(
  { engine }: AppParts,
  now: Instant,
  raised: { readonly alert: string; readonly message: string },
): Promise<void> {
  const effect = { kind: 'raiseAlert', key: keyOf(raised.alert), ...raised } as const;
  await engine.outbox.add(engine.scope, { portalId: null, effect, now });
}

/** What the alert was about is over. */
async function resolve({ engine }: AppParts, now: Instant, alertCode: string): Promise<void> {
  const wish = { keys: [keyOf(alertCode)], actor: 'hs-x', at: now };
  await engine.alerts.store.resolve(engine.scope, wish);
}

function keyOf(alertCode: string): string {
  return alertCode.replaceAll('_', '-');
}

/**
 * Stripe's customer portal as code. Its defaults give upgrades away until the renewal (`proration_behavior: none`) and end a trial, with a
 * charge, when somebody merely changes the plan in it (`trial_update_behavior: end_trial`); both are set, and checked at start-up
 * (stripe 23.1.0, `Configuration.Features.SubscriptionUpdate`, read 2026-11).
 */
import type Stripe from 'stripe';
import { HsxError } from '../../kernel/hsx-error.js';
import { callStripe } from './errors.js';

/** The settings HS-X decides; the rest of the portal is the owner's. */
const WANTED = {
  /** An upgrade is paid for at once, a downgrade is credited. */
  proration_behavior: 'always_invoice',
  /** Changing the plan during a trial changes the plan, and nothing else. */
  trial_update_behavior: 'continue_trial',
} as const;

type PortalSettingName = keyof typeof WANTED;

const SETTINGS: readonly PortalSettingName[] = ['proration_behavior', 'trial_update_behavior'];

const CONSEQUENCES: Readonly<Record<PortalSettingName, string>> = {
  proration_behavior: 'who upgrades in the portal is not charged the difference at once',
  trial_update_behavior: 'who changes the plan during a trial loses the rest of it and is charged',
};

/** One setting that differs from what HS-X sets. */
export interface PortalSettingChange {
  readonly setting: PortalSettingName;
  readonly from: string;
  readonly to: string;
  /** What the present value does to customers. */
  readonly consequence: string;
}

/** The live portal configuration beside the one HS-X sets. */
export interface PortalConfigurationPlan {
  readonly configurationId: string;
  /** Empty: nothing to do. */
  readonly changes: readonly PortalSettingChange[];
}

/** What a push would change; nothing is written. Throws NOT_FOUND without a saved portal, PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
export async function planPortalConfiguration(stripe: Stripe): Promise<PortalConfigurationPlan> {
  return await callStripe('read the portal configuration', async () => {
    const { data } = await stripe.billingPortal.configurations.list({ is_default: true, limit: 1 });
    const [live] = data;
    if (!live) throw noConfiguration();
    return { configurationId: live.id, changes: portalSettingChanges(live.features.subscription_update) };
  });
}

/** Which settings of a plan change differ from those HS-X decides. */
export function portalSettingChanges(
  present: Readonly<Record<PortalSettingName, string>>,
): readonly PortalSettingChange[] {
  return SETTINGS.filter((setting) => present[setting] !== WANTED[setting]).map((setting) => ({
    setting,
    from: present[setting],
    to: WANTED[setting],
    consequence: CONSEQUENCES[setting],
  }));
}

/** Makes the planned changes and nothing else; repeating it does no harm. Throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
export async function pushPortalConfiguration(
  stripe: Stripe,
  { configurationId, changes }: PortalConfigurationPlan,
): Promise<void> {
  if (changes.length === 0) return;
  await callStripe('set the portal configuration', () =>
    stripe.billingPortal.configurations.update(configurationId, {
      features: { subscription_update: Object.fromEntries(changes.map(({ setting, to }) => [setting, to])) },
    }),
  );
}

/** What of the live portal would surprise customers, a sentence each. Throws PROVIDER_UNAVAILABLE or PROVIDER_REFUSED. */
export async function portalProblems(stripe: Stripe): Promise<readonly string[]> {
  try {
    const { changes } = await planPortalConfiguration(stripe);
    return changes.map(
      ({ setting, from, to, consequence }) =>
        `The Stripe customer portal has ${setting} "${from}" instead of "${to}": ${consequence}. Run \`hs-x billing plans push\`.`,
    );
  } catch (error) {
    if (error instanceof HsxError && error.code === 'NOT_FOUND')
      return [`${error.message} ${error.hint ?? ''}`];
    throw error;
  }
}

function noConfiguration(): HsxError {
  return new HsxError({
    code: 'NOT_FOUND',
    message: 'The Stripe account has no customer portal, so nobody can change plan or card, or cancel.',
    hint: 'Save it once in the Stripe Dashboard (Settings, Billing, Customer portal), then run `hs-x billing plans push`.',
  });
}

import type { AppConfig } from '@hs-x/sdk/config';

/** What a name in the code may stand for. */
export type NameKind = 'feature' | 'limit' | 'plan';

/** The names an `hs-x.toml` declares, in the order of the file. */
export function declaredNames({ billing }: AppConfig, kind: NameKind): readonly string[] {
  const plans = Object.values(billing.plan);
  switch (kind) {
    case 'feature': {
      const named = [...plans.flatMap((plan) => plan.features), ...billing.features];
      return [...new Set(named)].filter((name) => name !== '*');
    }
    case 'limit':
      return [...new Set(plans.flatMap((plan) => Object.keys(plan.limits)))];
    case 'plan':
      return billing.plans;
  }
}

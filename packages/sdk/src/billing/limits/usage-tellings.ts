/**
 * What is told when a counter gets near what the plan allows. Like every announcement it says what is true and was not told yet: the effects' keys
 * name portal, limit, window and allowance, so that each threshold is told once a window, and again when an upgrade moves it.
 */
import type { AccountKey } from '../../kernel/ids.js';
import type { UsageTelling } from '../ports/usage-ledger.js';
import type { UsageWindow } from './usage-window.js';

/** Percentages of an allowance that are told. */
export type UsageThreshold = 80 | 100;

/** Whose counter it is and what it may reach. */
export interface ToldUsage {
  readonly key: AccountKey;
  readonly limit: string;
  readonly allowed: number;
  readonly window: UsageWindow;
  /** The plan, as people know it. */
  readonly planTitle: string;
  /** Who gets the mail; null: nobody does. */
  readonly mailTo: string | null;
}

/** The tellings of a counter, the one that says most first; none where nothing or everything is allowed. */
export function usageTellings(usage: ToldUsage): readonly UsageTelling[] {
  if (usage.allowed <= 0) return [];
  const unlessTold = triggerKey(usage, 100);
  return [
    ...tellingsAt(usage, 100).map((effect) => ({ from: usage.allowed, effect, unlessTold: null })),
    ...tellingsAt(usage, 80).map((effect) => ({
      from: Math.ceil((usage.allowed / 5) * 4),
      effect,
      unlessTold,
    })),
  ];
}

function tellingsAt(usage: ToldUsage, threshold: UsageThreshold): readonly UsageTelling['effect'][] {
  const { key, limit, allowed, window, planTitle, mailTo } = usage;
  const facts = { limit, used: 0, allowed, threshold, resetsAt: window.endsAt };
  const trigger = {
    kind: 'runTrigger',
    key: triggerKey(usage, threshold),
    trigger: 'billing.usage_threshold',
    event: { portalId: key.portalId, ...facts },
  } as const;
  if (mailTo === null) return [trigger];
  const mail = {
    kind: 'sendEmail',
    key: causeOf(usage, threshold),
    template: 'usage-threshold',
    to: mailTo,
    data: { plan: planTitle, ...facts },
  } as const;
  return [trigger, mail];
}

function triggerKey(usage: ToldUsage, threshold: UsageThreshold): string {
  return `trigger:${causeOf(usage, threshold)}`;
}

function causeOf({ key, limit, window, allowed }: ToldUsage, threshold: UsageThreshold): string {
  return `usage:${key.portalId}:${limit}:${window.startsAt}:${allowed}:${threshold}`;
}

import type { PortalQuery } from '@hs-x/sdk/admin';
import { Option, type Command } from 'commander';

/** Which portals, as flags. */
export interface PortalQueryFlags {
  readonly plan?: string;
  readonly status?: NonNullable<PortalQuery['status']>;
  readonly source?: NonNullable<PortalQuery['source']>;
  readonly access?: 'yes' | 'no';
  readonly search?: string;
  readonly sort?: NonNullable<PortalQuery['sort']>;
  readonly descending?: true;
}

const STATUSES = ['active', 'trialing', 'past_due', 'canceled', 'paused'] as const;
const SOURCES = [
  'stripe',
  'paddle',
  'lemonsqueezy',
  'platform',
  'invoice',
  'partner',
  'reviewer',
  'none',
] as const;
const SORTS = ['portal', 'plan', 'status', 'updated', 'trialEnds', 'renews'] as const;

/** Adds the options that say which portals, and in which order. */
export function addPortalQuery(command: Command): Command {
  return command
    .option('--plan <plan>', 'only portals on that plan')
    .addOption(new Option('--status <status>', 'only portals in that state').choices(STATUSES))
    .addOption(new Option('--source <source>', 'only portals entitled by that source').choices(SOURCES))
    .addOption(
      new Option('--access <answer>', 'only portals that have, or have not, access now').choices([
        'yes',
        'no',
      ]),
    )
    .option('--search <text>', 'part of a portal id, a customer id or an e-mail address')
    .addOption(new Option('--sort <column>', 'order by').choices(SORTS).default('portal'))
    .option('--descending', 'the last first');
}

/** The query the flags mean. */
export function portalQuery(flags: PortalQueryFlags): PortalQuery {
  const { plan, status, source, access, search, sort, descending } = flags;
  return {
    ...(plan === undefined ? {} : { plan }),
    ...(status === undefined ? {} : { status }),
    ...(source === undefined ? {} : { source }),
    ...(access === undefined ? {} : { hasAccess: access === 'yes' }),
    ...(search === undefined ? {} : { search }),
    ...(sort === undefined ? {} : { sort }),
    ...(descending ? { order: 'descending' } : {}),
  };
}

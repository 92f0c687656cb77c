import type { Command } from 'commander';
import type { Acted } from '@hs-x/sdk/admin';
import { adminActor } from '../billing/admin-actor.js';
import type { CommandContext } from './command-context.js';

/** Who does it and why, as flags. */
export interface ActingFlags {
  readonly reason: string;
  readonly actor?: string;
}

/** Adds the options that go into the portal's history. */
export function addActing(command: Command): Command {
  return command
    .requiredOption('--reason <text>', 'why; kept in the portal’s history')
    .option('--actor <name>', 'who does it (default: HSX_ACTOR, or your name on this machine)');
}

/** What the flags mean. */
export function actedBy(context: CommandContext, { reason, actor }: ActingFlags): Acted {
  return { reason, actor: adminActor(actor, context.environment) };
}

import { CliError } from '../cli-error.js';
import type { CommandContext } from './command-context.js';

/** Something that cannot simply be undone. */
export interface RiskyStep {
  /** A question that names what would happen to whom. */
  readonly question: string;
  /** Whether `--yes` was given. */
  readonly isYes: boolean;
}

/** Goes on only with a yes. Throws CONFIRMATION_MISSING when nobody can be asked, and DECLINED after a no. */
export async function requireYes(context: CommandContext, { question, isYes }: RiskyStep): Promise<void> {
  if (isYes) return;
  if (context.confirm === undefined) {
    throw new CliError({
      code: 'CONFIRMATION_MISSING',
      message: `Nothing was done, since nobody could be asked: ${question}`,
      hint: 'Run it in a terminal and answer, or add --yes.',
    });
  }
  if (await context.confirm(question)) return;
  throw new CliError({ code: 'DECLINED', message: 'Nothing was done.' });
}

import type { AdminSecrets } from '@hs-x/sdk/admin';
import { CliError } from '../cli-error.js';
import { withAdmin, type AdminFlags } from '../commands/admin-command.js';
import type { CommandContext } from '../commands/command-context.js';

/** What the app knows of its secrets; null with the reason when it cannot be asked. */
export type AskedApp =
  { readonly known: AdminSecrets; readonly reason: null } | { readonly known: null; readonly reason: string };

/** Asks the app's database here, or the app itself with `--url`. Never throws: most of what these commands say is known without the app. */
export async function askApp(context: CommandContext, flags: AdminFlags): Promise<AskedApp> {
  try {
    return { known: await withAdmin(context, flags, ({ port }) => port.call('secrets', {})), reason: null };
  } catch (error) {
    const { isHsxError } = await import('@hs-x/sdk');
    if (error instanceof CliError || isHsxError(error)) return { known: null, reason: error.message };
    throw error;
  }
}

/** What is said under a table when the app was not asked. */
export function askedLines({ known, reason }: AskedApp): readonly string[] {
  if (known !== null) return [];
  return ['', `What the app itself knows is not shown: ${reason}`];
}

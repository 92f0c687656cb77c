import type { VendorOverrides } from '@hs-x/sdk/node';
import type { Environment } from '../app-folder/own-environment.js';

/** Where a command writes, whom it may ask, and what it takes from around it; tests give their own. */
export interface CommandContext {
  /** For results: standard output, one line. */
  readonly print: (line: string) => void;
  /** For problems: standard error, one line. */
  readonly printError: (line: string) => void;
  /** Settles when standard output takes more; for commands that write much. Default: it always does. */
  readonly drained?: () => Promise<void>;
  /** Columns a table may take, 20 or more. Default: as many as it needs. */
  readonly columns?: number;
  /** Asks a person; true is a yes. Missing: nobody sits there, and what needs a yes is refused without `--yes`. */
  readonly confirm?: (question: string) => Promise<boolean>;
  /** Reads a secret that must not stand on the command line: from a person, who does not see it, or from what is piped in. Missing: nothing is. */
  readonly readSecret?: (name: string) => Promise<string>;
  /** What dates are told relative to, unix ms. Default: the machine's clock. */
  readonly now?: () => number;
  /** Default: the process's environment. */
  readonly environment?: Environment;
  /** For tests; no flag and no environment name leads here. */
  readonly vendors?: VendorOverrides;
}

import type { StartedDev } from '../dev/started-dev.js';

/** What the console shows and moves: everything of a running dev but the console itself. */
export type ConsoleSubject = Omit<StartedDev, 'consoleUrl'>;

import { findAppFolder } from '../app-folder/app-folder.js';
import type { Environment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { featureNames, planNames } from '../billing/known-names.js';
import { withAdminPort, type AdminPlace } from '../billing/open-admin-port.js';
import { plainText } from '../terminal/plain-text.js';
import type { NameKind } from './completed-command.js';

/** What is to be completed. */
export interface NameWish {
  readonly kind: NameKind;
  /** What is typed so far. */
  readonly begin: string;
  /** The whole command line, without the program. */
  readonly words: readonly string[];
  readonly environment: Environment | undefined;
  readonly vendors: AdminPlace['vendors'];
}

/** More names than this help nobody. */
const MOST_PORTALS = 50;

/** Lines of a name and, after a tab, what it is. Throws what opening the app throws. */
export async function completeNames(wish: NameWish): Promise<readonly string[]> {
  const folder = valueAfter(wish.words, '--app') ?? '.';
  switch (wish.kind) {
    case 'portals':
      return portalNames(wish, folder);
    case 'plans':
      return planNames(readConfig(findAppFolder(folder)));
    case 'features':
      return featureNames(readConfig(findAppFolder(folder)));
  }
}

async function portalNames(
  { begin, words, environment, vendors }: NameWish,
  folder: string,
): Promise<readonly string[]> {
  const [database, url] = [valueAfter(words, '--database'), valueAfter(words, '--url')];
  const query = { limit: MOST_PORTALS, ...(begin === '' ? {} : { search: begin }) };
  return withAdminPort({ folder, database, url, environment, vendors }, async ({ port }) => {
    const { entries } = await port.call('list', query);
    return entries
      .filter(({ portalId }) => portalId.startsWith(begin))
      .map(
        ({ portalId, adminEmail, plan }) =>
          `${portalId}\t${plainText(adminEmail === '' ? (plan ?? '') : adminEmail)}`,
      );
  });
}

function valueAfter(words: readonly string[], flag: string): string | undefined {
  const joined = words.find((word) => word.startsWith(`${flag}=`));
  if (joined !== undefined) return joined.slice(flag.length + 1);
  const at = words.indexOf(flag);
  return at === -1 ? undefined : words[at + 1];
}

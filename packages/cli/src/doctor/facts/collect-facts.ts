/** Everything `hs-x doctor` looks at, collected in one go. It asks and reads; what cannot be had becomes a reason, and nothing is written. */
import { existsSync } from 'node:fs';
import { isHsxError } from '@hs-x/sdk';
import { readSettings } from '@hs-x/sdk/node';
import { findAppFolder, type AppFolder } from '../../app-folder/app-folder.js';
import { appMail } from '../../app-folder/app-mail.js';
import { leftEnvironment } from '../../app-folder/dev-environment.js';
import { ownEnvironment, type Environment } from '../../app-folder/own-environment.js';
import { readConfig } from '../../app-folder/read-config.js';
import { readRunClock } from '../../dev/run-clock.js';
import type { DoctorFacts } from '../doctor-facts.js';
import { asked, reasonOf } from './asked.js';
import type { Collecting, DoctorPlace } from './collecting.js';
import { readApp } from './read-app.js';
import { readClocks } from './read-clocks.js';
import { readDatabase } from './read-database.js';
import { readHubspot } from './read-hubspot.js';
import { readStripe } from './read-stripe.js';

/** Collects. Throws CliError for a folder that is no app, a wrong command line or unreadable secrets. */
export async function collectFacts(place: DoctorPlace): Promise<DoctorFacts> {
  const home = findAppFolder(place.folder);
  const given = ownEnvironment(home, place.environment);
  const config = await asked(() => Promise.resolve(readConfig(home)));
  const database = readDatabase(home, { ...place, own: given });
  const isUnderDev = existsSync(home.secretsFile) && (database.isLeftByDev || isDevOrigin(place.url, given));
  const own = isUnderDev ? devEnvironment(home, given, place.url) : given;
  const collecting: Collecting = { ...place, home, own, config, isUnderDev };
  const [databaseState, stripe, hubspot] = await Promise.all([
    database.state(),
    readStripe(collecting),
    readHubspot(collecting),
  ]);
  const app = await readApp(collecting, databaseState);
  return {
    now: place.now(),
    appNow: readRunClock({ ...place, stateFolder: home.stateFolder }, place.now()) ?? place.now(),
    nodeVersion: process.versions.node,
    isElsewhere: isElsewhere(collecting),
    isUnderDev,
    environment: own,
    config,
    settingProblems: settingProblems(collecting),
    database: { isLeftByDev: database.isLeftByDev, state: databaseState },
    stripe,
    clocks: await readClocks(collecting, app),
    app,
    hubspot,
    mailProblem: await mailProblem(collecting),
  };
}

/** `hs-x dev` on this machine: its secrets are in `.hs-x`, not in the environment. */
function isDevOrigin(url: string | undefined, { HSX_SECRET }: Environment): boolean {
  const hostname = url !== undefined && URL.canParse(url) ? new URL(url).hostname : '';
  return ['localhost', '127.0.0.1'].includes(hostname) && (HSX_SECRET ?? '') === '';
}

function devEnvironment(home: AppFolder, own: Environment, url: string | undefined): Environment {
  return { ...leftEnvironment(home, own), ...(url === undefined ? {} : { APP_URL: url }) };
}

function isElsewhere({ url, isUnderDev }: Collecting): boolean {
  return url !== undefined && !isUnderDev;
}

/** Of an app elsewhere only what is wrong here is told: what is missing here may well be there. */
function settingProblems(collecting: Collecting): readonly string[] | null {
  const { config, own } = collecting;
  if (!('value' in config)) return null;
  try {
    readSettings(own, config.value);
    return [];
  } catch (error) {
    if (!isHsxError(error, 'ENVIRONMENT_INVALID')) throw error;
    const { problems = [error.message] } = error.details as { readonly problems?: readonly string[] };
    return isElsewhere(collecting) ? problems.filter((each) => !each.endsWith(' is missing')) : problems;
  }
}

async function mailProblem({ home, config, own }: Collecting): Promise<string | null> {
  if (!('value' in config) || config.value.email.from === null) return null;
  try {
    await appMail(home, { config: config.value, environment: own });
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

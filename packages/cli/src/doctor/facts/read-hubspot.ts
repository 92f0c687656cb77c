import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubspotFacts } from '../doctor-facts.js';
import type { Asked, Unanswered } from '../finding.js';
import { askPlainly } from './ask-plainly.js';
import type { Collecting } from './collecting.js';

/** Looks at the app the way HubSpot does: at its public address, and at the project files HubSpot is given. */
export async function readHubspot(collecting: Collecting): Promise<HubspotFacts> {
  return { health: await readHealth(collecting), redirectUrls: readRedirectUrls(collecting) };
}

async function readHealth({ own, url, mayAskOutside }: Collecting): Promise<Asked<{ mode: string }>> {
  const address = URL.parse(url ?? own.APP_URL ?? '');
  if (address === null) return { reason: 'Without APP_URL the app’s address is not known.' };
  const isHere = ['localhost', '127.0.0.1'].includes(address.hostname);
  if (!mayAskOutside && !isHere) return { reason: 'The app’s address was not asked (--offline).' };
  const answer = await askPlainly(`${address.origin}/health`);
  if (answer === null) return unreachable(`Nobody answers at ${address.origin}.`);
  const body = (await answer.json().catch(() => null)) as { ok?: unknown; mode?: unknown } | null;
  if (answer.ok && body?.ok === true && typeof body.mode === 'string') return { value: { mode: body.mode } };
  return unreachable(
    `What answers at ${address.origin}/health (status ${answer.status}) is no HS-X app in good health.`,
  );
}

function unreachable(reason: string): Unanswered {
  return { reason, code: 'UNREACHABLE' };
}

/** Where `hs-x build` writes the project, by default and as its examples say. */
const PROJECTS = [join('.hs-x', 'hubspot'), 'hubspot'];

/** Null: no project was built, or its file is not as `hs-x build` writes it. */
function readRedirectUrls({ home }: Collecting): readonly string[] | null {
  const files = PROJECTS.map((folder) => join(home.path, folder, 'src', 'app', 'app-hsmeta.json'));
  const file = files.find((each) => existsSync(each));
  if (file === undefined) return null;
  try {
    const project = JSON.parse(readFileSync(file, 'utf8')) as Project;
    const urls = project.config?.auth?.redirectUrls;
    return Array.isArray(urls) ? urls.filter((each) => typeof each === 'string') : null;
  } catch {
    return null;
  }
}

interface Project {
  readonly config?: { readonly auth?: { readonly redirectUrls?: unknown } };
}

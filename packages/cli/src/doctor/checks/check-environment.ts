import type { AppConfig } from '@hs-x/sdk/config';
import { knownSecret, KNOWN_NAMES } from '../../secrets/known-secret.js';
import { liveValues } from '../../secrets/secret-values.js';
import type { DoctorFacts, Mode } from '../doctor-facts.js';
import { fine, problem, skipped, warning, type Finding } from '../finding.js';

/** The oldest Node the packages name as their engine. */
const MIN_NODE = [22, 12] as const;

/** 32 random bytes have far more different characters than this; a sentence or a repeated word has fewer. */
const MIN_DIFFERENT = 12;

/** Names and secrets: there, of the right form, of one mode, and hard to guess. */
export function checkEnvironment(facts: DoctorFacts): readonly Finding[] {
  return [
    checkNode(facts),
    ...checkSettings(facts),
    ...checkModes(facts),
    ...checkWebhookSecrets(facts),
    ...checkStrength(facts),
    ...checkShared(facts),
  ];
}

function checkNode({ nodeVersion }: DoctorFacts): Finding {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const isEnough = major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1]);
  if (isEnough) return fine('environment.node', `Node ${nodeVersion} is new enough.`);
  const least = MIN_NODE.join('.');
  return problem(
    'environment.node',
    `Node ${nodeVersion} is older than ${least}, the oldest HS-X runs on.`,
    'Install Node 24.',
  );
}

function checkSettings({ settingProblems: problems, isElsewhere }: DoctorFacts): readonly Finding[] {
  const check = 'environment.settings';
  if (problems === null)
    return [skipped(check, 'Which names are needed is not known without a valid hs-x.toml.')];
  if (problems.length > 0) return problems.map((each) => problem(check, `${each}.`, howToSet(each)));
  return isElsewhere
    ? [skipped(check, 'Names are set where the app runs; those that are set here as well are well-formed.')]
    : [fine(check, 'Every name the app needs is set and well-formed.')];
}

function howToSet(text: string): string | null {
  const [name = ''] = /^[A-Z][A-Z0-9_]+/.exec(text) ?? [];
  if (name === '') return null;
  return KNOWN_NAMES.includes(name)
    ? `hs-x secrets set ${name}`
    : `Set ${name} where the app runs, or in .env.`;
}

function checkModes({ environment, config, app }: DoctorFacts): readonly Finding[] {
  const check = 'environment.mode';
  const mode = /^[sr]k_(test|live)_/.exec(environment.STRIPE_SECRET?.trim() ?? '')?.[1] as Mode | undefined;
  if (mode === undefined || !('value' in config)) return [];
  const found: Finding[] = [];
  if (mode === 'live' && isLocal(environment.APP_URL)) {
    const words = 'STRIPE_SECRET is a live key, and APP_URL is this machine: real money from a laptop.';
    found.push(problem(check, words, 'Use a test key here: hs-x secrets set STRIPE_SECRET'));
  }
  if ('value' in app && app.value.mode !== mode) {
    const words = `STRIPE_SECRET is a ${mode} key, and the app runs in ${app.value.mode} mode.`;
    found.push(problem(check, words, `Set a ${app.value.mode} key: hs-x secrets set STRIPE_SECRET`));
  }
  for (const plan of unpricedPlans(config.value, mode)) {
    const words = `Plan ${plan} has no ${mode} price, so in ${mode} mode nobody can buy it.`;
    const next = `Add ${mode} to stripe_price under [billing.plan.${plan}] in hs-x.toml.`;
    found.push(problem(check, words, next));
  }
  return found.length > 0 ? found : [fine(check, `Key, address and prices agree on ${mode} mode.`)];
}

function isLocal(address = ''): boolean {
  return ['localhost', '127.0.0.1'].includes(URL.parse(address)?.hostname ?? '');
}

/** A plan without any price is the free one. */
function unpricedPlans({ billing }: AppConfig, mode: Mode): readonly string[] {
  const other: Mode = mode === 'test' ? 'live' : 'test';
  return billing.plans.filter((name) => {
    const price = billing.plan[name]?.stripe_price;
    return price?.[mode].length === 0 && price[other].length > 0;
  });
}

const SIGNING_SECRETS = ['STRIPE_WEBHOOK_SECRET', 'STRIPE_METER_WEBHOOK_SECRET'];

function checkWebhookSecrets({ environment }: DoctorFacts): readonly Finding[] {
  const wrong = SIGNING_SECRETS.filter((name) => {
    const secret = knownSecret(name);
    return liveValues(secret, environment[name]?.trim() ?? '').some((value) => !secret.form.test(value));
  });
  return wrong.map((name) => {
    const words = `${name} holds what is no signing secret: it must begin with whsec_.`;
    return problem('environment.webhookSecret', words, `hs-x secrets set ${name}`);
  });
}

/** Names whose values are the app's own to make. */
const OWN_SECRETS = ['HSX_SECRET', 'HSX_ADMIN_SECRET'];

function checkStrength({ environment }: DoctorFacts): readonly Finding[] {
  const set = OWN_SECRETS.filter((name) => (environment[name] ?? '').trim() !== '');
  const weak = set.filter((name) =>
    liveValues(knownSecret(name), environment[name] ?? '').some(
      (value) => new Set(value).size < MIN_DIFFERENT || /(.{3,})\1\1/.test(value),
    ),
  );
  const check = 'environment.strength';
  if (weak.length === 0)
    return set.length === 0 ? [] : [fine(check, `No value repeats itself in ${set.join(' and ')}.`)];
  return weak.map((name) =>
    problem(check, `${name} repeats itself and can be guessed.`, `hs-x secrets rotate ${name}`),
  );
}

function checkShared({ environment }: DoctorFacts): readonly Finding[] {
  const users = new Map<string, string[]>();
  for (const name of KNOWN_NAMES) {
    const values = liveValues(knownSecret(name), environment[name]?.trim() ?? '');
    for (const value of new Set(values)) users.set(value, [...(users.get(value) ?? []), name]);
  }
  return [...users.values()]
    .filter((names) => names.length > 1)
    .map((names) =>
      warning(
        'environment.shared',
        `${names.join(' and ')} have one value: whoever learns the one has the other.`,
        `hs-x secrets rotate ${names.find((name) => OWN_SECRETS.includes(name)) ?? names[0]}`,
      ),
    );
}

/** What all suites over HTTP share: a world with two portals that pay, every row of its database, and what no answer may be. */
import type { WorkerDefinition } from '@hs-x/sdk';
import { startWorld, type World } from '../support/start-world.js';
import { everyRow } from '../support/stored-rows.js';
import { createVisitor, pay } from '../support/visitor.js';

/** The portal the fuzzer plays with, and the one that must not notice. */
export const OURS = 51200417;
export const THEIRS = 51200583;

/** A world in which both portals have paid. */
export async function startPayingWorld(definition?: WorkerDefinition): Promise<World> {
  const world = await startWorld(definition === undefined ? {} : { definition });
  for (const portalId of [OURS, THEIRS]) {
    const outcome = pay(world, (await createVisitor(world).install(portalId)).location ?? '');
    if (outcome.kind !== 'completed') throw new Error(outcome.kind);
    await world.settle();
  }
  await comeToRest(world);
  return world;
}

/** Lets the app do all it does by itself at this instant, so that what changes afterwards was changed by somebody. */
export async function comeToRest(world: World): Promise<void> {
  let before = '';
  while (before !== JSON.stringify(everyRow(world))) {
    before = JSON.stringify(everyRow(world));
    await world.settle();
  }
}

/** An answer as a test judges it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export async function post(
  url: string,
  request: { readonly body: string | Uint8Array<ArrayBuffer>; readonly headers: Record<string, string> },
): Promise<Answer> {
  const answer = await fetch(url, { method: 'POST', redirect: 'manual', ...request });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** What is wrong with a refusal: it must be a 4xx in the one envelope, without a stack or a secret; null when nothing is. */
export function faultOfRefusal(world: World, answer: Answer): string | null {
  if (answer.status < 400 || answer.status > 499) return `status ${answer.status}`;
  return faultOfEnvelope(answer.text) ?? leakIn(world, answer);
}

function faultOfEnvelope(text: string): string | null {
  const envelope = JSON.parse(text) as { ok?: unknown; error?: { code?: unknown; message?: unknown } };
  const { code, message } = envelope.error ?? {};
  const isEnvelope = envelope.ok === false && typeof code === 'string' && typeof message === 'string';
  return isEnvelope ? null : `no envelope: ${text.slice(0, 200)}`;
}

/** A stack or a secret in the answer; null when there is none. */
export function leakIn({ app, simulators }: World, { text, headers }: Answer): string | null {
  const said = [text, ...headers.values()].join('\n');
  if (/\n\s+at |node_modules|\/packages\/|\.[jt]s:\d+/.test(said)) return 'a stack';
  const { settings } = app;
  const secrets = [
    ...settings.secrets,
    ...settings.hubspotSecrets,
    ...(settings.stripe?.webhookSecrets ?? []),
    ...(settings.stripe?.meterWebhookSecrets ?? []),
    simulators.stripe.secretKey,
  ];
  return secrets.some((secret) => said.includes(secret)) ? 'a secret' : null;
}

/** Log lines that say something broke. */
export function errorLines({ logLines }: World): readonly string[] {
  return logLines.filter((line) => line.includes('"level":"error"'));
}

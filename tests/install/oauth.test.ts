import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor } from '../support/visitor.js';

const PORTAL = 51200417;
const MINUTE_MS = 60_000;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** The callback a consent leads to, not visited yet. */
async function consentCallback(): Promise<string> {
  const start = await createVisitor(world).get(`${world.appUrl}/oauth/start`);
  const next = world.simulators.hubspot.control.answerConsent(start.location ?? '', {
    portalId: PORTAL,
    decision: 'connect',
  });
  if ('refusal' in next) throw new Error(next.refusal);
  return next.location;
}

describe('the state of an OAuth callback', () => {
  it('is refused when it was used before, and the first install stands', async () => {
    const callback = await consentCallback();
    expect((await createVisitor(world).get(callback)).status).toBe(302);
    const replay = await createVisitor(world).get(callback);
    expect(replay.status).toBe(400);
    expect(replay.body).toContain('used before');
  });

  it('is refused eleven minutes after it was made, and nothing is installed', async () => {
    const callback = await consentCallback();
    await world.advanceBy(11 * MINUTE_MS);
    const late = await createVisitor(world).get(callback);
    expect(late.status).toBe(400);
    expect(late.body).toContain('older than ten minutes');
    expect(await rowOf(world, PORTAL)).toBeNull();
  });

  it('is refused when it was altered or is missing, and nothing is installed', async () => {
    const callback = new URL(await consentCallback());
    const state = callback.searchParams.get('state') ?? '';
    callback.searchParams.set('state', `${state.slice(0, -2)}AA`);
    expect((await createVisitor(world).get(callback.href)).status).toBe(400);
    callback.searchParams.delete('state');
    expect((await createVisitor(world).get(callback.href)).status).toBe(400);
    expect(await rowOf(world, PORTAL)).toBeNull();
  });

  it('may not be given twice', async () => {
    const callback = await consentCallback();
    expect((await createVisitor(world).get(`${callback}&state=another`)).status).toBe(400);
    expect(await rowOf(world, PORTAL)).toBeNull();
  });
});

describe('a person who does not consent', () => {
  it('sees that nothing was installed', async () => {
    const start = await createVisitor(world).get(`${world.appUrl}/oauth/start`);
    const next = world.simulators.hubspot.control.answerConsent(start.location ?? '', {
      portalId: PORTAL,
      decision: 'cancel',
    });
    if ('refusal' in next) throw new Error(next.refusal);
    const answer = await createVisitor(world).get(next.location);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('access was not granted');
    expect(await rowOf(world, PORTAL)).toBeNull();
  });
});

describe('a Marketplace install', () => {
  it.each(['plain', 'own_sign_in'] as const)('ends at returnUrl in the %s variant', async (variant) => {
    const { control } = world.simulators.hubspot;
    const visitor = createVisitor(world);
    const started = control.startMarketplaceInstall({ portalId: PORTAL, variant });
    if ('refusal' in started) throw new Error(started.refusal);
    let returnUrl = started.location;
    if (variant === 'own_sign_in') {
      const leg1 = await visitor.get(started.location);
      expect(leg1.status).toBe(302);
      returnUrl = leg1.location ?? '';
      expect(new URL(returnUrl).searchParams.get('state')).toBeTruthy();
    }
    const consent = control.answerMarketplaceConsent(returnUrl);
    if ('refusal' in consent) throw new Error(consent.refusal);
    const landed = await visitor.get(consent.location);
    expect(landed.status).toBe(302);
    expect(new URL(landed.location ?? '').origin).toBe(world.simulators.hubspot.origin);
    expect(control.isMarketplaceInstallComplete(landed.location ?? '')).toBe(true);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'trialing' });
  });

  it.each([
    'https://evil.example',
    'https://hubspot.com.evil.example/',
    'https://evil.example/hubspot.com',
    'https://hubspot.com@evil.example/',
    '//evil.example',
    'https:\\\\evil.example',
    'http://app.hubspot.com/',
    'javascript:alert(1)',
  ])('refuses %s as returnUrl and installs nothing', async (returnUrl) => {
    const started = world.simulators.hubspot.control.startMarketplaceInstall({
      portalId: PORTAL,
      variant: 'plain',
    });
    if ('refusal' in started) throw new Error(started.refusal);
    const consent = world.simulators.hubspot.control.answerMarketplaceConsent(started.location);
    if ('refusal' in consent) throw new Error(consent.refusal);
    const callback = new URL(consent.location);
    callback.searchParams.set('returnUrl', returnUrl);
    const answer = await createVisitor(world).get(callback.href);
    expect(answer.status).toBe(400);
    expect(answer.location).toBeNull();
    expect(await rowOf(world, PORTAL)).toBeNull();
  });

  it('keeps where the install handler wanted to go as the next step', async () => {
    const { portalId } = await installedByHandler('https://app.example/welcome');
    const { account } = await world.app.engine.store.load({ ...world.app.engine.scope, portalId });
    expect(account.install?.nextStepUrl).toBe('https://app.example/welcome');
  });
});

async function installedByHandler(redirect: string): Promise<{ portalId: string }> {
  await world.close();
  const { defineWorker } = await import('@hs-x/sdk');
  const definition = defineWorker(({ worker }) => {
    worker.trigger('hubspot.app.installed', () => Promise.resolve({ redirect }));
  });
  world = await startWorld({ definition });
  const { control } = world.simulators.hubspot;
  const started = control.startMarketplaceInstall({ portalId: PORTAL, variant: 'plain' });
  const consent = control.answerMarketplaceConsent('location' in started ? started.location : '');
  if ('refusal' in consent) throw new Error(consent.refusal);
  await createVisitor(world).get(consent.location);
  return { portalId: String(PORTAL) };
}

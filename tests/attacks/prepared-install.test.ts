/** Login CSRF: a victim is handed the last link of the attacker's own install, so that their browser speaks for the attacker's portal. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor } from '../support/visitor.js';

const THEIRS = 51200583;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const at = (path: string) => `${world.appUrl}${path}`;
const hubspot = () => world.simulators.hubspot.control;

describe('an install link somebody else prepared', () => {
  it('installs, but the browser that opens it does not speak for the stranger’s portal', async () => {
    const attacker = createVisitor(world);
    const start = await attacker.get(at('/oauth/start'));
    const next = hubspot().answerConsent(start.location ?? '', { portalId: THEIRS, decision: 'connect' });
    if ('refusal' in next) throw new Error(next.refusal);
    const victim = createVisitor(world);
    expect((await victim.get(next.location)).status).toBe(302);
    expect((await victim.get(at('/billing/portal'))).status).toBe(403);
  });

  it('of the Marketplace kind, which has no state, does not either', async () => {
    const started = hubspot().startMarketplaceInstall({ portalId: THEIRS, variant: 'plain' });
    const consent = hubspot().answerMarketplaceConsent('location' in started ? started.location : '');
    if ('refusal' in consent) throw new Error(consent.refusal);
    const victim = createVisitor(world);
    expect((await victim.get(consent.location)).status).toBe(302);
    expect((await victim.get(at('/billing/portal'))).status).toBe(403);
  });
});

/** HubSpot tells nobody of an uninstall: it is learned from tokens, carefully. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor } from '../support/visitor.js';
import { namesOf, recordingApp, tomlWith, type RecordingApp } from './recording-app.js';
import { accountOf, DAY_MS, HOUR_MS, PORTAL, subscribe, subscriptionOf } from './subscriber.js';

let world: World;
let app: RecordingApp;
beforeEach(async () => {
  app = recordingApp();
  world = await startWorld({ definition: app.definition, toml: await tomlWith() });
});
afterEach(() => world.close());

const hubspot = () => world.simulators.hubspot.control;
const alerts = (name: string) => world.logLines.filter((line) => line.includes(`"${name}"`));
const uninstalls = () => namesOf(app).filter((name) => name === 'hubspot.app.uninstalled').length;

/** So many further portals with the app. */
async function addPortals(count: number): Promise<readonly number[]> {
  const portalIds = Array.from({ length: count }, (_, index) => 61_000_000 + index);
  for (const portalId of portalIds) {
    const adminEmail = `admin@portal-${portalId}.example`;
    hubspot().createPortal({
      portalId,
      portalName: `Portal ${portalId}`,
      adminEmail,
      accountType: 'STANDARD',
    });
    await createVisitor(world).install(portalId);
  }
  return portalIds;
}

describe('a dead token', () => {
  it('is an uninstall when HubSpot refuses it twice, a day apart: not before, and once', async () => {
    await subscribe(world);
    hubspot().uninstall(PORTAL);
    await world.advanceBy(7 * DAY_MS + HOUR_MS);
    await world.advanceBy(22 * HOUR_MS);
    expect((await accountOf(world)).install?.uninstalledAt).toBeNull();
    await world.advanceBy(3 * HOUR_MS);
    expect((await accountOf(world)).install?.uninstalledAt).not.toBeNull();
    await world.advanceBy(HOUR_MS);
    expect(subscriptionOf(world).cancelAt).not.toBeNull();
    expect(alerts('paying_without_app')).toHaveLength(1);
    await world.advanceBy(9 * DAY_MS);
    expect(uninstalls()).toBe(1);
  });

  it('is none when the portal has installed the app again in the meantime', async () => {
    await subscribe(world);
    hubspot().uninstall(PORTAL);
    await world.advanceBy(7 * DAY_MS + HOUR_MS);
    await createVisitor(world).install(PORTAL);
    for (let day = 0; day < 9; day++) await world.advanceBy(DAY_MS);
    expect((await accountOf(world)).install?.uninstalledAt).toBeNull();
    expect(uninstalls()).toBe(0);
  });
});

describe('many dead tokens at once', () => {
  it('five from a wrong client secret uninstall nobody: HubSpot refuses the app, and an operator hears of it', async () => {
    await addPortals(5);
    const { clientSecret } = hubspot().app();
    hubspot().configureApp({ clientSecret: 'rotated-in-hubspot-and-not-here' });
    for (let day = 0; day < 10; day++) await world.advanceBy(DAY_MS);
    expect(uninstalls()).toBe(0);
    expect(alerts('hubspot_refuses_app').length).toBeGreaterThan(0);
    hubspot().configureApp({ clientSecret });
    await world.advanceBy(8 * DAY_MS);
    expect(uninstalls()).toBe(0);
  });

  it('more than five an hour are not believed while they are so many, and an operator hears of it', async () => {
    const portalIds = await addPortals(6);
    for (const portalId of portalIds) hubspot().killTokens(portalId);
    await world.advanceBy(7 * DAY_MS + HOUR_MS);
    await world.advanceBy(DAY_MS + HOUR_MS);
    expect(uninstalls()).toBe(0);
    expect(alerts('many_dead_tokens').length).toBeGreaterThan(0);
    await createVisitor(world).install(portalIds[0] ?? 0);
    await world.advanceBy(2 * HOUR_MS);
    await world.advanceBy(HOUR_MS);
    expect(uninstalls()).toBe(5);
    expect(await rowOf(world, portalIds[0] ?? 0)).toMatchObject({ plan: 'free' });
  });
});

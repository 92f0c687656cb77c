import type { DeveloperApp } from './developer-app.js';
import type { HubspotEngine } from './hubspot-state.js';

/** The app this simulator is about. */
export function currentApp(engine: HubspotEngine): DeveloperApp {
  const [app] = engine.state.apps.values();
  if (app === undefined) throw new Error('The HubSpot simulator has no app.');
  return app;
}

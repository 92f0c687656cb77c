import type { DeveloperApp } from '../developer-app.js';

/** Where the app listens; throws a sentence that says what to configure when nobody told the simulator. */
export function requireAppOrigin(app: DeveloperApp): string {
  if (app.appOrigin !== undefined) return app.appOrigin;
  throw new Error(
    `The simulator does not know where ${app.name} runs. PUT /_sim/hubspot/app with { "appOrigin": "http://…" } first.`,
  );
}

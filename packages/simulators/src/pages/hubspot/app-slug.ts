import type { DeveloperApp } from '../../hubspot/developer-app.js';

/** Last part of the app's listing address, made from its name. */
export function appSlug(app: DeveloperApp): string {
  const slug = app.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return slug === '' ? String(app.appId) : slug;
}

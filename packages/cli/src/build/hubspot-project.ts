/**
 * The files HubSpot's project upload needs, from what the worker and `hs-x.toml` already say. Pure: the same declarations give the same
 * files, byte for byte, so that a build can be checked in and compared.
 */
import { actionComponent, publishedSurfaces } from './action-component.js';
import { appComponent } from './app-component.js';
import { cardComponents } from './card-components.js';
import { listing } from './listing.js';
import { componentFile, type ProjectFile, type ProjectSource } from './project-source.js';
import { webhooksComponent } from './webhooks-component.js';

/** Every generated file but the cards' bundles, sorted by path. */
export function hubspotProject(source: ProjectSource): readonly ProjectFile[] {
  const { slug, config } = source;
  const webhooks = webhooksComponent(source);
  return [
    componentFile('hsproject.json', {
      name: slug,
      srcDir: 'src',
      platformVersion: config.hubspot.platform,
    }),
    appComponent(source),
    ...cardComponents(source),
    ...(webhooks ? [webhooks] : []),
    ...publishedSurfaces(source).map((surface) => actionComponent(source, surface)),
    listing(config),
  ].toSorted((left, right) => (left.path < right.path ? -1 : 1));
}

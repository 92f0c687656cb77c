import { basename } from 'node:path';
import type { AppConfig } from '@hs-x/sdk';
import { componentFile, uidOf, type ProjectFile, type ProjectSource } from './project-source.js';

/** A card's source and where its bundle lies in the project. */
export interface CardBundle {
  /** From the app's folder. */
  readonly file: string;
  /** From the project's folder. */
  readonly path: string;
}

/** What HubSpot installs beside a card's bundle (UI extensions 0.17, React 18, read 2026-11-20). */
const CARD_DEPENDENCIES = { '@hubspot/ui-extensions': '0.17.0', react: '18.3.1' };

/** The description files of cards and of the settings page, each with the packages HubSpot must install. */
export function cardComponents(source: ProjectSource): readonly ProjectFile[] {
  const { card, settings } = source.config.hubspot;
  return [
    ...card.map((each) => cardComponent(source, each)),
    ...(card.length === 0 ? [] : [packageFile(source, 'cards')]),
    ...(settings === null ? [] : [settingsComponent(source, settings), packageFile(source, 'settings')]),
  ];
}

/** The bundles the description files name. */
export function cardBundles({ config }: Pick<ProjectSource, 'config'>): readonly CardBundle[] {
  const { card, settings } = config.hubspot;
  return [
    ...card.map(({ file }) => ({ file, path: `src/app/cards/${bundleName(file)}.jsx` })),
    ...(settings === null ? [] : [{ file: settings, path: `src/app/settings/${bundleName(settings)}.jsx` }]),
  ];
}

function cardComponent(source: ProjectSource, card: AppConfig['hubspot']['card'][number]): ProjectFile {
  const name = bundleName(card.file);
  return componentFile(`src/app/cards/${name}-hsmeta.json`, {
    uid: uidOf(source, 'card', name),
    type: 'card',
    config: {
      name: card.name,
      location: card.location,
      entrypoint: `/app/cards/${name}.jsx`,
      objectTypes: card.object_types,
    },
  });
}

function settingsComponent(source: ProjectSource, file: string): ProjectFile {
  const name = bundleName(file);
  return componentFile(`src/app/settings/${name}-hsmeta.json`, {
    uid: uidOf(source, 'settings', name),
    type: 'settings',
    config: { entrypoint: `/app/settings/${name}.jsx` },
  });
}

function packageFile(source: ProjectSource, folder: 'cards' | 'settings'): ProjectFile {
  return componentFile(`src/app/${folder}/package.json`, {
    name: `${source.slug.replaceAll('_', '-')}-${folder}`,
    version: '0.1.0',
    private: true,
    type: 'module',
    dependencies: CARD_DEPENDENCIES,
  });
}

function bundleName(file: string): string {
  return basename(file).replace(/\.[jt]sx$/, '');
}

import type { AppConfig } from '@hs-x/sdk/config';
import type { AppFolder } from '../app-folder/app-folder.js';

/** Where an app can be deployed. */
export const DEPLOY_TARGETS = ['node', 'cloudflare'] as const;

/** One of {@link DEPLOY_TARGETS}. */
export type DeployTarget = (typeof DEPLOY_TARGETS)[number];

/** A file that a deployment needs, its path from the app's folder with slashes. */
export interface DeployFile {
  readonly path: string;
  readonly text: string;
  /** The author may have changed it: it is then kept unless `--force` is given. Missing: it is the command's own and written anew. */
  readonly isAuthors?: true;
  /** What the command has written itself, with what it knew then: such a file is nobody's work and is replaced. */
  readonly formerText?: string;
}

/** What the files are made from. */
export interface DeploySource {
  readonly folder: AppFolder;
  readonly config: AppConfig;
  /** Names the service, the image, the Worker and its database: lower-case letters, digits and dashes. */
  readonly slug: string;
  /** The public origin of the app, when it is known. */
  readonly appUrl: string | null;
  readonly names: readonly EnvironmentName[];
}

/** Something the environment tells the app. */
export interface EnvironmentName {
  readonly name: string;
  readonly about: string;
  readonly isSecret: boolean;
  /** Without it the app does not start, or the author's code throws where it asks. */
  readonly isRequired: boolean;
}

import type { AppConfig, WorkerDefinition } from '@hs-x/sdk';

/** What HubSpot's project files are made from. */
export interface ProjectSource {
  /** Names the project and begins every uid: lower-case letters, digits and underscores. It must never change. */
  readonly slug: string;
  readonly config: AppConfig;
  readonly definition: Pick<WorkerDefinition, 'actions' | 'tools' | 'triggers'>;
  /** The app's public origin, such as `https://app.example.com`. */
  readonly appUrl: string;
}

/** A file of the project, its path from the project's folder. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

/** A component's description file: JSON with two spaces and a line break at the end. */
export function componentFile(path: string, content: object): ProjectFile {
  return { path, text: `${JSON.stringify(content, null, 2)}\n` };
}

/** HubSpot takes uids of at most 64 characters, each once in a project; they are the component's identity (read 2026-11-20). */
export function uidOf(source: ProjectSource, kind: string, name: string): string {
  return `${source.slug}_${kind}_${name}`.replaceAll(/[^A-Za-z0-9_-]/g, '_');
}

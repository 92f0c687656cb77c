import type { DeployFile, DeploySource } from '../deploy-target.js';

/** The names the app needs where it runs, without a value: it can be checked in. */
export function envExample({ names }: DeploySource): DeployFile {
  const lines = names.flatMap(({ name, about, isRequired }) => [
    `# ${about}${isRequired ? '' : ' (optional)'}`,
    isRequired ? `${name}=` : `# ${name}=`,
  ]);
  const usual = [
    '# where the data lies: postgres://… lets several processes share it; default: one SQLite file (optional)',
    '# DATABASE_URL=',
    '# where the server listens; default 127.0.0.1:8787 (optional)',
    '# HOST=',
    '# PORT=',
  ];
  return { path: 'deploy/.env.example', text: `${[...lines, ...usual].join('\n')}\n`, isAuthors: true };
}

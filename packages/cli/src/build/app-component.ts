import { componentFile, type ProjectFile, type ProjectSource } from './project-source.js';

/** `app-hsmeta.json`: the app, how it is installed, and where its cards may call (platform 2026.09, read 2026-11-20). */
export function appComponent(source: ProjectSource): ProjectFile {
  const { config, appUrl, slug } = source;
  const { hubspot, app, email } = config;
  const supportEmail = hubspot.support_email ?? email.from;
  return componentFile('src/app/app-hsmeta.json', {
    uid: `${slug}_app`,
    type: 'app',
    config: {
      name: app.name,
      description: hubspot.description ?? app.name,
      distribution: hubspot.distribution,
      auth: {
        type: 'oauth',
        redirectUrls: [`${appUrl}/oauth/callback`],
        requiredScopes: hubspot.scopes,
        optionalScopes: hubspot.optional_scopes,
        conditionallyRequiredScopes: [],
      },
      permittedUrls: { fetch: [appUrl], iframe: [], img: [] },
      ...(supportEmail === null ? {} : { support: { supportEmail } }),
    },
  });
}

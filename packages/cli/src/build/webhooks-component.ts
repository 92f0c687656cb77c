import { componentFile, uidOf, type ProjectFile, type ProjectSource } from './project-source.js';

/** Requests HubSpot may have open at once; it wants more than five (webhooks documentation, read 2026-11-20). */
const MAX_CONCURRENT_REQUESTS = 10;

/** `webhooks-hsmeta.json` for the changes the app wants to be told of; null without any. A project has one. */
export function webhooksComponent(source: ProjectSource): ProjectFile | null {
  const { webhook } = source.config.hubspot;
  if (webhook.length === 0) return null;
  const crmObjects = webhook.flatMap(({ type, object, property }) =>
    object === null
      ? []
      : [
          {
            subscriptionType: type,
            objectType: object,
            ...(property === null ? {} : { propertyName: property }),
            active: true,
          },
        ],
  );
  const hubEvents = webhook
    .filter(({ object }) => object === null)
    .map(({ type, property }) => ({
      subscriptionType: type,
      ...(property === null ? {} : { propertyName: property }),
      active: true,
    }));
  return componentFile('src/app/webhooks/webhooks-hsmeta.json', {
    uid: uidOf(source, 'webhooks', 'all'),
    type: 'webhooks',
    config: {
      settings: {
        targetUrl: `${source.appUrl}/webhooks/hubspot`,
        maxConcurrentRequests: MAX_CONCURRENT_REQUESTS,
      },
      subscriptions: { crmObjects, legacyCrmObjects: [], hubEvents },
    },
  });
}

/** What HubSpot gives a card: where it is, who looks at it, and what it may ask HubSpot to do. */
import { createContext, useContext } from 'react';
import type { Activity } from './activity.js';
import { closeOverlay } from './components/overlay.js';
import type { PageContext } from './page-context.js';
import type { Toasts } from './toasts.js';

/** What a card's `hubspot.extend` callback receives. */
export interface ExtensionApi {
  readonly context: Readonly<Record<string, unknown>>;
  readonly actions: Readonly<Record<string, (...args: never[]) => unknown>>;
  readonly runServerlessFunction: () => Promise<never>;
}

/** The API of the card in which a component is drawn. */
export const ExtensionApiContext = createContext<ExtensionApi | null>(null);

/** HubSpot's hook of the same name. */
export function useExtensionApi(): ExtensionApi {
  const api = useContext(ExtensionApiContext);
  if (api) return api;
  throw new Error('useExtensionApi() was called outside a card.');
}

/** HubSpot's hook of the same name. */
export function useExtensionContext(): ExtensionApi['context'] {
  return useExtensionApi().context;
}

/** HubSpot's hook of the same name. */
export function useExtensionActions(): ExtensionApi['actions'] {
  return useExtensionApi().actions;
}

/** What the API is made of. */
export interface ApiParts {
  readonly page: PageContext;
  readonly card: PageContext['cards'][number];
  readonly activity: Activity;
  readonly toasts: Toasts;
}

/** The API of one card. */
export function createExtensionApi({ page, card, activity, toasts }: ApiParts): ExtensionApi {
  const notHere = (name: string) => () =>
    activity.add({ kind: 'note', level: 'warning', text: `actions.${name} does nothing in hs-x dev.` });
  return {
    context: contextOf(page, card),
    actions: {
      addAlert: toasts.add,
      reloadPage: () => window.location.reload(),
      copyTextToClipboard: (text: string) => navigator.clipboard.writeText(text),
      closeOverlay,
      fetchCrmObjectProperties: (names: readonly string[] | '*') =>
        Promise.resolve(pick(page.record.properties, names)),
      refreshObjectProperties: notHere('refreshObjectProperties'),
      onCrmPropertiesUpdate: notHere('onCrmPropertiesUpdate'),
      openIframeModal: notHere('openIframeModal'),
      navigateToPage: notHere('navigateToPage'),
    },
    runServerlessFunction: () =>
      Promise.reject(
        new Error('Apps that are installed by OAuth have no serverless functions: use hubspot.fetch.'),
      ),
  };
}

function contextOf(
  { portal, user, record, app }: PageContext,
  card: ApiParts['card'],
): ExtensionApi['context'] {
  const [firstName = '', ...rest] = user.roleName.split(' ');
  const place =
    card.location === 'settings' ? {} : { crm: { objectId: record.id, objectTypeId: record.objectTypeId } };
  return {
    location: card.location,
    portal,
    user: {
      id: user.id,
      email: user.email,
      emails: [user.email],
      firstName,
      lastName: rest.join(' '),
      roles: [],
      teams: [],
      locale: navigator.language.toLowerCase(),
      language: navigator.language.slice(0, 2),
      permissions: ['integrations-management-write'],
    },
    ...place,
    extension: { appId: app.id, appName: app.name, cardTitle: card.name },
    variables: {},
  };
}

/** The named properties that are set; all of them for `*`. */
export function pick(
  properties: PageContext['record']['properties'],
  names: readonly string[] | '*',
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      value !== null && (names === '*' || names.includes(name)) ? [[name, value]] : [],
    ),
  );
}

/** The modules a card's bundle is called with, in the place of React and HubSpot's package. */
import * as React from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import { FORBIDDEN_GLOBALS } from '../forbidden-globals.js';
import type { Activity } from './activity.js';
import * as components from './components/index.js';
import { createCrmHooks, useDebounce } from './crm-hooks.js';
import { createHubspotFetch } from './create-hubspot-fetch.js';
import {
  useExtensionActions,
  useExtensionApi,
  useExtensionContext,
  type ExtensionApi,
} from './extension-api.js';
import type { PageContext } from './page-context.js';
import { placeholderFor, withPlaceholders } from './placeholder.js';

/** Draws a card. */
export type RenderCard = (api: ExtensionApi) => React.ReactNode;

/** What `HSX_CARD` is in a card's bundle. */
export interface CardModules {
  readonly react: object;
  readonly jsx: object;
  readonly ui: object;
  readonly crm: object;
  readonly experimental: object;
  readonly forbidden: object;
}

/** The modules of one card; `extend` is told what to draw. */
export function createCardModules(
  page: PageContext,
  activity: Activity,
  extend: (render: RenderCard) => void,
): CardModules {
  const crmHooks = createCrmHooks(page);
  const hubspot = {
    extend,
    fetch: createHubspotFetch(page.portal.id, activity),
    serverless: () =>
      Promise.reject(new Error('Apps installed by OAuth have no serverless functions: use hubspot.fetch.')),
  };
  const ui = {
    ...components,
    hubspot,
    iconNames: new Proxy({}, { get: (_all, name) => name }), // HubSpot's table gives every icon its name
    logger: createLogger(activity),
    formatCrmProperties: ({ properties }: { readonly properties: unknown }) => Promise.resolve(properties),
    useExtensionApi,
    useExtensionContext,
    useExtensionActions,
    useDebounce,
    useCrmSearch: crmHooks.useCrmSearch,
  };
  return {
    react: React,
    jsx: strictJsx(),
    ui: withPlaceholders(ui),
    crm: withPlaceholders(crmHooks),
    experimental: withPlaceholders({ ...components, ...crmHooks }),
    forbidden: forbiddenGlobals(activity),
  };
}

/** HubSpot draws its own components only; an HTML element in a card is named instead. */
function strictJsx(): object {
  const { Fragment, jsx, jsxs } = jsxRuntime;
  const drawn = (type: React.ElementType): React.ElementType =>
    typeof type === 'string' ? placeholderFor(`<${type}>`) : type;
  return {
    Fragment,
    jsx: (type: React.ElementType, props: unknown, key?: string) => jsx(drawn(type), props, key),
    jsxs: (type: React.ElementType, props: unknown, key?: string) => jsxs(drawn(type), props, key),
  };
}

function createLogger(activity: Activity) {
  const log = (level: 'info' | 'warning' | 'error') => (text: unknown) =>
    activity.add({ kind: 'note', level, text: String(text) });
  return { debug: log('info'), info: log('info'), warn: log('warning'), error: log('error') };
}

/** Nothing under any name, and a line in the panel at the first touch. */
function forbiddenGlobals(activity: Activity): object {
  const touched = new Set<string>();
  const forbidden = {};
  for (const name of FORBIDDEN_GLOBALS) {
    Object.defineProperty(forbidden, name, {
      get() {
        if (touched.has(name)) return undefined;
        touched.add(name);
        const text = `The card uses ${name}, which HubSpot's sandbox does not have.`;
        activity.add({ kind: 'note', level: 'error', text });
        return undefined;
      },
    });
  }
  return forbidden;
}

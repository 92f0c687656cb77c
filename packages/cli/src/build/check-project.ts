/** What HubSpot would refuse, or show wrongly, found before the upload: every problem at once, each with what to change. */
import { PAYMENT_OUTPUT_FIELDS, type SurfaceMetadata } from '@hs-x/sdk';
import { clientsOf, publishedSurfaces, rulesOf, type DeclaredSurface } from './action-component.js';
import { MAX_LISTED_PLANS } from './listing.js';
import { hubspotProject } from './hubspot-project.js';
import type { ProjectSource } from './project-source.js';

const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;
const MAX_UID_LENGTH = 64;

/** Every problem, a sentence each; empty when the project can be uploaded. */
export function checkProject(source: ProjectSource): readonly string[] {
  return [
    ...checkOrigin(source.appUrl),
    ...checkWebhooks(source),
    ...checkListing(source),
    ...checkUids(source),
    ...publishedSurfaces(source).flatMap((surface) =>
      checkSurface(surface).map((problem) => `The ${surface.kind} "${surface.name}": ${problem}`),
    ),
  ];
}

function checkOrigin(appUrl: string): readonly string[] {
  const { protocol, hostname } = new URL(appUrl);
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost') || /^[\d.]+$/.test(hostname);
  if (protocol === 'https:' && !isLocal) return [];
  return [
    `APP_URL is ${appUrl}; HubSpot calls only public https addresses. Set it to the deployed app's, or give --url.`,
  ];
}

function checkWebhooks({ config, definition }: ProjectSource): readonly string[] {
  const hasHandler = definition.triggers['hubspot.webhook'].length > 0;
  const hasSubscription = config.hubspot.webhook.length > 0;
  if (hasHandler === hasSubscription) return [];
  return hasHandler
    ? [
        'The worker handles "hubspot.webhook", but hs-x.toml subscribes to nothing. Add a [[hubspot.webhook]] with type and object.',
      ]
    : [
        'hs-x.toml subscribes to webhooks, but the worker has no handler for "hubspot.webhook". Add one, or remove [[hubspot.webhook]].',
      ];
}

function checkListing({ config }: ProjectSource): readonly string[] {
  const { plans } = config.billing;
  if (config.hubspot.distribution !== 'marketplace' || plans.length <= MAX_LISTED_PLANS) return [];
  return [
    `hs-x.toml has ${plans.length} plans; a Marketplace listing shows ${MAX_LISTED_PLANS}. Set hubspot.distribution to "private", or offer fewer plans.`,
  ];
}

function checkUids(source: ProjectSource): readonly string[] {
  const uids = hubspotProject(source).flatMap(({ path, text }) => {
    const { uid } = JSON.parse(text) as { readonly uid?: string };
    return uid === undefined ? [] : [{ path, uid }];
  });
  const long = uids.filter(({ uid }) => uid.length > MAX_UID_LENGTH);
  const paths = new Map<string, string>();
  const doubles = uids.flatMap(({ path, uid }) => {
    const known = paths.get(uid.toLowerCase());
    paths.set(uid.toLowerCase(), known ?? path);
    return known === undefined ? [] : [`${path} and ${known} get the same uid "${uid}". Rename one.`];
  });
  return [
    ...long.map(
      ({ path, uid }) =>
        `${path} gets the uid "${uid}" of ${uid.length} characters; HubSpot allows ${MAX_UID_LENGTH}. Choose a shorter name.`,
    ),
    ...doubles,
  ];
}

function checkSurface(surface: DeclaredSurface): readonly string[] {
  const { metadata } = surface;
  return [
    ...checkFields('input', metadata.inputFields),
    ...checkFields('output', metadata.outputFields),
    ...checkReserved(metadata),
    ...checkCardContent(metadata),
    ...checkRules(surface),
    ...checkClients(surface),
  ];
}

function checkFields(
  side: 'input' | 'output',
  fields: SurfaceMetadata['inputFields' | 'outputFields'] = {},
): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => [
    ...(FIELD_NAME.test(name)
      ? []
      : [`the ${side} field "${name}" needs a letter, then letters, digits or "_", at most 64.`]),
    ...(field.type === 'enumeration' &&
    side === 'input' &&
    (field.options?.length ?? 0) === 0 &&
    field.optionsUrl === undefined &&
    field.referencedObjectType === undefined
      ? [`the input field "${name}" is an enumeration without choices. Add options or optionsUrl.`]
      : []),
  ]);
}

function checkReserved({ outputFields = {} }: SurfaceMetadata): readonly string[] {
  return Object.keys(outputFields)
    .filter((name) => Object.hasOwn(PAYMENT_OUTPUT_FIELDS, name))
    .map((name) => `the output field "${name}" is added by HS-X. Remove it from the declaration.`);
}

function checkCardContent({ cardContent = '', inputFields = {} }: SurfaceMetadata): readonly string[] {
  return [...cardContent.matchAll(/\{\{\s*([^}\s]*)\s*\}\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !Object.hasOwn(inputFields, name))
    .map((name) => `cardContent shows {{${name}}}, which is no input field.`);
}

function checkRules(surface: DeclaredSurface): readonly string[] {
  const outputs = { ...surface.metadata.outputFields, ...PAYMENT_OUTPUT_FIELDS, hs_execution_state: true };
  const names = rulesOf(surface).map(({ labelName }) => labelName);
  const doubles = names.filter((name, at) => names.indexOf(name) !== at);
  return [
    ...doubles.map((name) => `two execution rules are called "${name}". Rename one.`),
    ...rulesOf(surface).flatMap(({ labelName, conditions }) =>
      Object.keys(conditions)
        .filter((field) => !Object.hasOwn(outputs, field))
        .map((field) => `the execution rule "${labelName}" asks for "${field}", which is no output field.`),
    ),
  ];
}

function checkClients(surface: DeclaredSurface): readonly string[] {
  const clients = clientsOf(surface);
  if (clients.length === 0) return ['supportedClients is empty, so that it is offered nowhere.'];
  const isForAgents = clients.some(({ client }) => client === 'AGENTS');
  const isDescribed =
    surface.metadata.supportedClients !== undefined || surface.metadata.description !== undefined;
  return isForAgents && !isDescribed
    ? ['an agent chooses tools by their description. Add description: when to use it, and what it answers.']
    : [];
}

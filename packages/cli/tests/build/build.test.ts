import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createFixtureApp, FIXTURE_CONFIG, type FixtureApp } from '../fixture-app.js';
import { runCommand, type CommandOutcome } from '../run-command.js';

const URL_FLAGS = ['--url', 'https://fixture.example.com'] as const;

const CONFIG = `[app]
name = "Fixture"
[hubspot]
scopes = ["oauth", "crm.objects.contacts.read"]
optional_scopes = ["tickets"]
description = "Says hello"
support_email = "help@fixture.example"
settings = "cards/settings.tsx"
[[hubspot.card]]
name = "Greeting"
file = "cards/greeting.tsx"
object_types = ["contacts", "companies"]
[[hubspot.webhook]]
type = "object.propertyChange"
object = "contact"
property = "email"
[[hubspot.webhook]]
type = "contact.privacyDeletion"
${FIXTURE_CONFIG.replace(/^\[app\]\nname = "Fixture"\n/, '')}`;

const WORKER = `import { billing, defineWorker } from '@hs-x/sdk';
export default defineWorker(({ worker }) => {
  worker.use(billing());
  worker.trigger('hubspot.webhook', async () => undefined);
  worker.action('enrichContact', {
    label: 'Enrich a contact',
    cardContent: 'Enrich by {{source}}',
    inputFields: {
      source: {
        type: 'enumeration',
        label: 'Source',
        options: [{ value: 'web', label: 'The web' }],
        isRequired: true,
        supportedValueTypes: ['STATIC_VALUE'],
      },
    },
    outputFields: { domain: { type: 'string' } },
    objectTypes: ['CONTACT'],
    objectProperties: ['email'],
    executionRules: [{ labelName: 'noDomain', conditions: { domain: '' }, text: 'No domain was found.' }],
    run: async () => ({ domain: 'example.com' }),
  });
  worker.action('reconcileBilling', async () => undefined);
  worker.tool('research', { description: 'Answers what is known.', run: async () => 'nothing' });
});
`;

const CARD = `import { Text, hubspot } from '@hubspot/ui-extensions';
import { greeting } from '../greeting.js';
hubspot.extend(() => <Text>{greeting} from {HSX_APP_URL}</Text>);
`;

const FILES = {
  'hs-x.toml': CONFIG,
  'worker.ts': WORKER,
  'package.json': '{ "name": "@acme/fixture-app", "type": "module" }',
  'cards/greeting.tsx': CARD,
  'cards/settings.tsx': CARD,
};

let app: FixtureApp | undefined;

afterEach(() => app?.remove());

function makeApp(files: Readonly<Record<string, string>> = {}): FixtureApp {
  app = createFixtureApp({ ...FILES, ...files });
  return app;
}

function build(...flags: readonly string[]): Promise<CommandOutcome> {
  return runCommand('build', app!.path, ...flags);
}

function textOf(path: string): string {
  return readFileSync(join(app!.path, '.hs-x/hubspot', path), 'utf8');
}

function read(path: string) {
  return JSON.parse(textOf(path)) as { uid: string; config: Record<string, unknown> };
}

describe('hs-x build', () => {
  it('writes the app with its redirect, its scopes and the one address its cards may call', async () => {
    makeApp();
    expect((await build(...URL_FLAGS)).exitCode).toBe(0);
    expect(JSON.parse(textOf('hsproject.json'))).toEqual({
      name: 'fixture_app',
      srcDir: 'src',
      platformVersion: '2026.09',
    });
    expect(read('src/app/app-hsmeta.json')).toEqual({
      uid: 'fixture_app_app',
      type: 'app',
      config: {
        name: 'Fixture',
        description: 'Says hello',
        distribution: 'marketplace',
        auth: {
          type: 'oauth',
          redirectUrls: ['https://fixture.example.com/oauth/callback'],
          requiredScopes: ['oauth', 'crm.objects.contacts.read'],
          optionalScopes: ['tickets'],
          conditionallyRequiredScopes: [],
        },
        permittedUrls: { fetch: ['https://fixture.example.com'], iframe: [], img: [] },
        support: { supportEmail: 'help@fixture.example' },
      },
    });
  });

  it('writes an action with its fields, its labels and the sentences about payment', async () => {
    makeApp();
    await build(...URL_FLAGS);
    const { uid, config } = read('src/app/workflow-actions/action-enrichContact-hsmeta.json');
    expect(uid).toBe('fixture_app_action_enrichContact');
    expect(config).toMatchObject({
      actionUrl: 'https://fixture.example.com/actions/enrichContact',
      isPublished: true,
      supportedClients: [{ client: 'WORKFLOWS' }],
      inputFields: [
        {
          typeDefinition: {
            name: 'source',
            type: 'enumeration',
            fieldType: 'select',
            options: [{ value: 'web', label: 'The web' }],
          },
          supportedValueTypes: ['STATIC_VALUE'],
          isRequired: true,
        },
      ],
      objectTypes: ['CONTACT'],
      objectRequestOptions: { properties: ['email'] },
      labels: {
        en: {
          actionName: 'Enrich a contact',
          actionCardContent: 'Enrich by {{source}}',
          appDisplayName: 'Fixture',
          inputFieldLabels: { source: 'Source' },
          outputFieldLabels: { domain: 'Domain', errorCode: 'Error code' },
          executionRules: { noDomain: 'No domain was found.' },
        },
      },
    });
    const names = (config.outputFields as { typeDefinition: { name: string } }[]).map(
      ({ typeDefinition }) => typeDefinition.name,
    );
    expect(names).toEqual(['domain', 'errorCode', 'errorMessage', 'upgradeUrl']);
    const rules = config.executionRules as { labelName: string; conditions: unknown }[];
    const texts = (config.labels as { en: { executionRules: Record<string, string> } }).en.executionRules;
    expect(rules.map(({ labelName }) => labelName)).toEqual(Object.keys(texts));
    expect(rules.map(({ conditions }) => conditions)).toContainEqual({ errorCode: 'PAYMENT_REQUIRED' });
  });

  it('offers tools to agents and never publishes the app’s own actions', async () => {
    makeApp();
    await build(...URL_FLAGS);
    expect(read('src/app/workflow-actions/tool-research-hsmeta.json').config).toMatchObject({
      actionUrl: 'https://fixture.example.com/tools/research',
      supportedClients: [
        {
          client: 'AGENTS',
          toolType: 'TAKE_ACTION',
          llmConfig: { actionDescription: 'Answers what is known.' },
        },
      ],
    });
    const unpublished = 'src/app/workflow-actions/action-reconcileBilling-hsmeta.json';
    expect(existsSync(join(app!.path, '.hs-x/hubspot', unpublished))).toBe(false);
  });

  it('writes the webhooks the app subscribes to, records and hub events apart', async () => {
    makeApp();
    await build(...URL_FLAGS);
    expect(read('src/app/webhooks/webhooks-hsmeta.json').config).toEqual({
      settings: { targetUrl: 'https://fixture.example.com/webhooks/hubspot', maxConcurrentRequests: 10 },
      subscriptions: {
        crmObjects: [
          {
            subscriptionType: 'object.propertyChange',
            objectType: 'contact',
            propertyName: 'email',
            active: true,
          },
        ],
        legacyCrmObjects: [],
        hubEvents: [{ subscriptionType: 'contact.privacyDeletion', active: true }],
      },
    });
  });

  it('bundles each card with its own modules, without React and HubSpot’s package', async () => {
    makeApp();
    await build(...URL_FLAGS);
    expect(read('src/app/cards/greeting-hsmeta.json').config).toEqual({
      name: 'Greeting',
      location: 'crm.record.tab',
      entrypoint: '/app/cards/greeting.jsx',
      objectTypes: ['contacts', 'companies'],
    });
    const bundle = textOf('src/app/cards/greeting.jsx');
    expect(bundle).toContain('hello');
    expect(bundle).toContain('https://fixture.example.com');
    const imports = [...bundle.matchAll(/^import .* from "([^"]+)";$/gm)].map(([, name]) => name);
    expect(new Set(imports)).toEqual(new Set(['@hubspot/ui-extensions', 'react/jsx-runtime']));
    expect(existsSync(join(app!.path, '.hs-x/hubspot/src/app/settings/settings.jsx'))).toBe(true);
    expect(JSON.parse(textOf('src/app/cards/package.json'))).toMatchObject({
      dependencies: { react: '18.3.1' },
    });
  });

  it('writes what the Marketplace listing shows, from the plans that are charged', async () => {
    makeApp();
    await build(...URL_FLAGS);
    expect(JSON.parse(textOf('listing.json'))).toEqual({
      app: 'Fixture',
      freeTrialDays: 14,
      plans: [
        { name: 'Free', model: 'free', features: ['Card read'], limits: {} },
        { name: 'Team', model: 'subscription', features: ['Card read', 'Card edit'], limits: {} },
        { name: 'Scale', model: 'subscription', features: ['Everything'], limits: {} },
      ],
    });
  });

  it('gives the same files from the same declarations, and says so', async () => {
    makeApp();
    await build(...URL_FLAGS);
    const again = await build(...URL_FLAGS);
    expect(again.output).toMatch(/is up to date: \d+ files\.$/);
    expect((await build(...URL_FLAGS, '--check')).exitCode).toBe(0);
  });

  it('with --check fails when the files differ, names them and changes nothing', async () => {
    makeApp();
    await build(...URL_FLAGS);
    const file = join(app!.path, '.hs-x/hubspot/src/app/app-hsmeta.json');
    writeFileSync(file, '{}');
    const { exitCode, output, errors } = await build(...URL_FLAGS, '--check');
    expect([exitCode, readFileSync(file, 'utf8')]).toEqual([1, '{}']);
    expect(output).toMatch(/app-hsmeta\.json\s+changed/);
    expect(errors).toContain('1 of the HubSpot project’s files differ');
  });

  it('removes what is declared no more, and leaves files it did not make', async () => {
    makeApp();
    await build(...URL_FLAGS);
    const notes = join(app!.path, '.hs-x/hubspot/README.md');
    writeFileSync(notes, 'ours');
    app!.write('worker.ts', WORKER.replace(/ {2}worker\.tool\(.*\n/, ''));
    const { output } = await build(...URL_FLAGS);
    expect(output).toMatch(/tool-research-hsmeta\.json\s+removed/);
    expect(
      existsSync(join(app!.path, '.hs-x/hubspot/src/app/workflow-actions/tool-research-hsmeta.json')),
    ).toBe(false);
    expect(readFileSync(notes, 'utf8')).toBe('ours');
  });

  it('writes for the platform hs-x.toml names', async () => {
    makeApp({ 'hs-x.toml': CONFIG.replace('[hubspot]', '[hubspot]\nplatform = "2026.03"') });
    await build(...URL_FLAGS);
    expect(JSON.parse(textOf('hsproject.json'))).toMatchObject({ platformVersion: '2026.03' });
  });
});

describe('hs-x build refuses, and writes nothing,', () => {
  const refusals: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    [
      'a tool without a description',
      { 'worker.ts': WORKER.replace("description: 'Answers what is known.', ", '') },
      /The tool "research": an agent chooses tools by their description/,
    ],
    [
      'a choice without choices',
      { 'worker.ts': WORKER.replace("options: [{ value: 'web', label: 'The web' }],", '') },
      /the input field "source" is an enumeration without choices/,
    ],
    [
      'a card text that names no input',
      { 'worker.ts': WORKER.replace('{{source}}', '{{origin}}') },
      /cardContent shows \{\{origin\}\}, which is no input field/,
    ],
    [
      'a rule that asks for no output',
      { 'worker.ts': WORKER.replace("conditions: { domain: '' }", "conditions: { host: '' }") },
      /the execution rule "noDomain" asks for "host", which is no output field/,
    ],
    [
      'an output of the name HS-X adds',
      { 'worker.ts': WORKER.replace("domain: { type: 'string' }", "errorCode: { type: 'string' }") },
      /the output field "errorCode" is added by HS-X/,
    ],
    [
      'webhooks nobody handles',
      { 'worker.ts': WORKER.replace(/ {2}worker\.trigger\('hubspot\.webhook'.*\n/, '') },
      /hs-x\.toml subscribes to webhooks, but the worker has no handler/,
    ],
    [
      'a handler of webhooks nobody sends',
      { 'hs-x.toml': CONFIG.replace(/\[\[hubspot\.webhook\]\]\n(?:\w+ = .*\n)+/g, '') },
      /The worker handles "hubspot\.webhook", but hs-x\.toml subscribes to nothing/,
    ],
    [
      'two cards of one file name',
      {
        'hs-x.toml': CONFIG.replace(
          '[[hubspot.webhook]]',
          '[[hubspot.card]]\nname = "Other"\nfile = "other/greeting.tsx"\n[[hubspot.webhook]]',
        ),
      },
      /get the same uid "fixture_app_card_greeting"/,
    ],
    ['a card that is not there', { 'hs-x.toml': CONFIG.replace('greeting.tsx', 'gone.tsx') }, /no card file/],
    [
      'a card that does not compile',
      { 'cards/greeting.tsx': 'export default <Text>;' },
      /The card cards\/greeting\.tsx does not compile/,
    ],
  ];

  it.each(refusals)('%s', async (_title, files, message) => {
    makeApp(files);
    const { exitCode, errors } = await build(...URL_FLAGS);
    expect([exitCode, existsSync(join(app!.path, '.hs-x/hubspot'))]).toEqual([1, false]);
    expect(errors).toMatch(message);
  });

  it('an address HubSpot cannot call', async () => {
    makeApp();
    const { exitCode, errors } = await build('--url', 'http://localhost:8787');
    expect(exitCode).toBe(1);
    expect(errors).toContain('HubSpot calls only public https addresses');
    expect((await build()).errors).toContain('APP_URL is not set');
  });

  it('several problems at once', async () => {
    makeApp({
      'worker.ts': WORKER.replace("description: 'Answers what is known.', ", '').replace(
        '{{source}}',
        '{{origin}}',
      ),
    });
    expect((await build('--url', 'http://10.0.0.1')).errors).toContain('has 3 problems; nothing was written');
  });
});

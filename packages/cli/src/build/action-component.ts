/**
 * Workflow actions and agent tools as HubSpot's project files describe them (custom workflow actions, platform 2026.09, read 2026-11-20).
 * Each gets, beside its author's fields, the outputs and history sentences that say "payment required": a step that was refused must not
 * look like an anonymous failure.
 */
import {
  PAYMENT_EXECUTION_RULES,
  PAYMENT_OUTPUT_FIELDS,
  type ExecutionRule,
  type InputField,
  type SupportedClient,
  type SurfaceMetadata,
} from '@hs-x/sdk';
import { fieldDefinition, fieldLabels } from './field-definition.js';
import { componentFile, uidOf, type ProjectFile, type ProjectSource } from './project-source.js';
import { wordsOf } from './words-of.js';

/** An action or tool with its name. */
export interface DeclaredSurface {
  readonly kind: 'action' | 'tool';
  readonly name: string;
  readonly metadata: SurfaceMetadata;
}

/** Actions the app calls itself and HubSpot never sees (billing guide). */
const UNPUBLISHED: ReadonlySet<string> = new Set(['reconcileBilling', 'downgradeReconcile']);

/** Everything declared that HubSpot is told of, in the order of declaration. */
export function publishedSurfaces({ definition }: ProjectSource): readonly DeclaredSurface[] {
  const surfaces = (kind: 'action' | 'tool', declared: ReadonlyMap<string, SurfaceMetadata>) =>
    [...declared].map(([name, metadata]) => ({ kind, name, metadata }));
  return [
    ...surfaces('action', definition.actions).filter(({ name }) => !UNPUBLISHED.has(name)),
    ...surfaces('tool', definition.tools),
  ];
}

/** Where an action or tool is offered; default: workflows for an action, agents for a tool. */
export function clientsOf({ kind, name, metadata }: DeclaredSurface): readonly SupportedClient[] {
  if (metadata.supportedClients) return metadata.supportedClients;
  if (kind === 'action') return [{ client: 'WORKFLOWS' }];
  const actionDescription = metadata.description ?? metadata.label ?? wordsOf(name);
  return [{ client: 'AGENTS', toolType: 'TAKE_ACTION', actionDescription }];
}

/** The rules for the workflow's history, the author's before those about payment. */
export function rulesOf({ metadata }: DeclaredSurface): readonly ExecutionRule[] {
  return [...(metadata.executionRules ?? []), ...PAYMENT_EXECUTION_RULES];
}

/** One `workflow-actions/*-hsmeta.json`. */
export function actionComponent(source: ProjectSource, surface: DeclaredSurface): ProjectFile {
  const { kind, name, metadata } = surface;
  const outputs = { ...metadata.outputFields, ...PAYMENT_OUTPUT_FIELDS };
  const path = kind === 'action' ? 'actions' : 'tools';
  return componentFile(`src/app/workflow-actions/${kind}-${name}-hsmeta.json`, {
    uid: uidOf(source, kind, name),
    type: 'workflow-action',
    config: {
      actionUrl: `${source.appUrl}/${path}/${name}`,
      isPublished: metadata.isPublished ?? true,
      supportedClients: clientsOf(surface).map(clientDefinition),
      inputFields: Object.entries(metadata.inputFields ?? {}).map(inputDefinition),
      outputFields: Object.entries(outputs).map(([field, output]) => ({
        typeDefinition: fieldDefinition(field, output),
      })),
      objectTypes: metadata.objectTypes ?? [],
      objectRequestOptions: { properties: metadata.objectProperties ?? [] },
      executionRules: rulesOf(surface).map(({ labelName, conditions }) => ({ labelName, conditions })),
      labels: { en: labelsOf(source, surface) },
    },
  });
}

function clientDefinition(client: SupportedClient): object {
  if (client.client === 'WORKFLOWS') return { client: client.client };
  const { toolType, actionDescription } = client;
  return { client: client.client, toolType, llmConfig: { actionDescription } };
}

function inputDefinition([name, field]: readonly [string, InputField]): object {
  return {
    typeDefinition: fieldDefinition(name, field),
    supportedValueTypes: field.supportedValueTypes ?? ['STATIC_VALUE', 'OBJECT_PROPERTY'],
    isRequired: field.isRequired ?? false,
  };
}

function labelsOf(source: ProjectSource, surface: DeclaredSurface): object {
  const { name, metadata } = surface;
  const label = metadata.label ?? wordsOf(name);
  const inputs = fieldLabels(metadata.inputFields ?? {});
  const outputs = fieldLabels({ ...metadata.outputFields, ...PAYMENT_OUTPUT_FIELDS });
  return {
    actionName: label,
    actionDescription: metadata.description ?? label,
    actionCardContent: metadata.cardContent ?? label,
    appDisplayName: source.config.app.name,
    inputFieldLabels: inputs.labels,
    inputFieldDescriptions: inputs.descriptions,
    outputFieldLabels: outputs.labels,
    executionRules: Object.fromEntries(rulesOf(surface).map(({ labelName, text }) => [labelName, text])),
  };
}

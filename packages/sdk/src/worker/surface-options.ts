/**
 * What HubSpot shows of an action, tool or function, beside its handler. All of it is optional: it is for the project files HubSpot is
 * given, and a handler alone runs as well. Names and values are HubSpot's (Automation Actions 2026-09, read 2026-11-20).
 */
import type { Loose } from '../contract/loose.js';
import type { ActionCtx, FunctionCtx } from './ctx.js';

/**
 * Handles a workflow action or agent tool for one portal. Objects become `outputFields`, other values `outputFields.result`. The step ends as
 * `SUCCESS` unless the answer holds an `hs_execution_state` of its own: `SUCCESS`, `FAIL_CONTINUE`, and in workflows `BLOCK` or `ASYNC`, which
 * parks the record until the app completes `ctx.execution.callbackId` at HubSpot (a week at most, `hs_expiration_duration` shortens it). HS-X
 * never blocks by itself. It has 8 seconds. What it throws: an error of HS-X below 500 ends the step as failed with code and message;
 * everything else is a 5xx, which HubSpot repeats for up to three days.
 */
export type ActionHandler = (ctx: ActionCtx, input: Loose) => Promise<Loose>;

/**
 * Handles a card function for one portal and user. HubSpot sends a call once more after a connection failure or a 5xx and gives it no id, so
 * that a function that writes should bear being called twice.
 */
export type FunctionHandler = (ctx: FunctionCtx, input: Loose) => Promise<Loose>;

/** How a value is shown and edited in HubSpot. */
export type FieldType =
  | 'booleancheckbox'
  | 'calculation_equation'
  | 'checkbox'
  | 'date'
  | 'file'
  | 'html'
  | 'number'
  | 'phonenumber'
  | 'radio'
  | 'select'
  | 'text'
  | 'textarea';

/** One choice of an enumeration. */
export interface FieldOption {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

interface FieldTexts {
  /** Default: the field's name in words. */
  readonly label?: string;
  readonly description?: string;
  /** Default: what suits the type. */
  readonly fieldType?: FieldType;
}

interface PlainField extends FieldTexts {
  readonly type:
    'bool' | 'date' | 'datetime' | 'json' | 'number' | 'object_coordinates' | 'phone_number' | 'string';
}

interface ChoiceField extends FieldTexts {
  readonly type: 'enumeration';
  /** The choices, or the address HubSpot fetches them from, or HubSpot's own list of owners. */
  readonly options?: readonly FieldOption[];
  readonly optionsUrl?: string;
  readonly referencedObjectType?: 'OWNER';
}

/** A value the step is given: by the person who builds the workflow, or by the agent. */
export type InputField = (PlainField | ChoiceField) & {
  /** Default false. */
  readonly isRequired?: boolean;
  /** A value typed in, a property of the enrolled record, or either. Default: either. */
  readonly supportedValueTypes?: readonly ('STATIC_VALUE' | 'OBJECT_PROPERTY')[];
};

/** A value later steps can use. */
export type OutputField = PlainField | ChoiceField;

/** A sentence for the workflow's history, shown when the output fields have the values named. */
export interface ExecutionRule {
  /** The rule's own name, unique within the action. */
  readonly labelName: string;
  /** Output fields and the value, or one of the values, each must have. */
  readonly conditions: Readonly<Record<string, string | readonly string[]>>;
  readonly text: string;
}

/** Where an action can be used. */
export type SupportedClient =
  | { readonly client: 'WORKFLOWS' }
  | {
      readonly client: 'AGENTS';
      /** `GET_DATA` reads, `GENERATE` writes text, `TAKE_ACTION` changes something. */
      readonly toolType: 'GET_DATA' | 'GENERATE' | 'TAKE_ACTION';
      /** Tells the model when to use it and how; people never see it. */
      readonly actionDescription: string;
    };

/** What HubSpot shows of an action or tool. */
export interface SurfaceMetadata {
  /** Its name in HubSpot. Default: the declared name in words. */
  readonly label?: string;
  readonly description?: string;
  /** What the step's card says; `{{field}}` stands for an input's value. Default: the label. */
  readonly cardContent?: string;
  readonly inputFields?: Readonly<Record<string, InputField>>;
  /** `errorCode`, `errorMessage` and `upgradeUrl` are added to every published action. */
  readonly outputFields?: Readonly<Record<string, OutputField>>;
  /** Record types of the workflows it is offered in, such as `CONTACT`. Default: all. */
  readonly objectTypes?: readonly string[];
  /** Properties of the enrolled record to send along, as `ctx.execution.object.properties`. Default: none. */
  readonly objectProperties?: readonly string[];
  /** Default: workflows for an action, agents for a tool. */
  readonly supportedClients?: readonly SupportedClient[];
  /** In addition to the sentences about payment that every action has. */
  readonly executionRules?: readonly ExecutionRule[];
  /** Whether people see it in HubSpot. Default true. */
  readonly isPublished?: boolean;
  /** Why it needs no payment; the linter then does not ask for a check. */
  readonly free?: string;
}

/** A workflow action with what HubSpot shows of it. */
export interface ActionOptions extends SurfaceMetadata {
  run(ctx: ActionCtx, input: Loose): Promise<Loose>;
}

/** An agent tool, with what HubSpot shows of it. */
export interface ToolOptions extends SurfaceMetadata {
  run(ctx: ActionCtx, input: Loose): Promise<Loose>;
}

/** A card function with more than its handler. */
export interface FunctionOptions {
  run(ctx: FunctionCtx, input: Loose): Promise<Loose>;
  /**
   * Longest wait for the handler, ms, 1,000 to 110,000. Default 12,000: `hubspot.fetch` waits 15 s unless the card says otherwise, at most 120 s
   * (HubSpot's documentation, read 2026-11-20).
   */
  readonly timeLimitMs?: number;
  /** Why it needs no payment; the linter then does not ask for a check. */
  readonly free?: string;
}

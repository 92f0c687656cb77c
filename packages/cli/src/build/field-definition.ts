import type { FieldType, InputField, OutputField } from '@hs-x/sdk';
import { wordsOf } from './words-of.js';

type Field = InputField | OutputField;

const FIELD_TYPES: Readonly<Record<Field['type'], FieldType>> = {
  bool: 'booleancheckbox',
  date: 'date',
  datetime: 'date',
  enumeration: 'select',
  json: 'textarea',
  number: 'number',
  object_coordinates: 'text',
  phone_number: 'phonenumber',
  string: 'text',
};

/** A field as HubSpot's action definitions describe its type. */
export function fieldDefinition(name: string, field: Field): object {
  const { type, fieldType = FIELD_TYPES[type] } = field;
  return { name, type, fieldType, ...(field.type === 'enumeration' ? choicesOf(field) : {}) };
}

type Texts = Readonly<Record<string, string>>;

/** What people read beside a field. */
export function fieldLabels(fields: Readonly<Record<string, Field>>): {
  readonly labels: Texts;
  readonly descriptions: Texts;
} {
  const entries = Object.entries(fields);
  return {
    labels: Object.fromEntries(entries.map(([name, { label }]) => [name, label ?? wordsOf(name)])),
    descriptions: Object.fromEntries(
      entries.flatMap(([name, { description }]) => (description === undefined ? [] : [[name, description]])),
    ),
  };
}

function choicesOf(field: Extract<Field, { readonly type: 'enumeration' }>): object {
  const { options, optionsUrl, referencedObjectType } = field;
  return {
    ...(options === undefined ? {} : { options }),
    ...(optionsUrl === undefined ? {} : { optionsUrl }),
    ...(referencedObjectType === undefined ? {} : { referencedObjectType }),
  };
}

import { EmailError } from '../email-error.js';
import type { MailApp } from '../mail-app.js';
import type { AnyFields } from './field-reader.js';

/** What to read, and for which template. */
export interface DataReading {
  readonly template: string;
  readonly fields: AnyFields;
  readonly data: Readonly<Record<string, unknown>>;
  readonly app: MailApp;
}

/** The known fields of the data, checked; absent, null and empty ones are left out. Throws DATA_INVALID. */
export function readData({ template, fields, data, app }: DataReading): Readonly<Record<string, unknown>> {
  const known = Object.entries(fields).flatMap(([field, reader]) => {
    const value = data[field];
    if (value === undefined || value === null || value === '') return [];
    const read = reader.read(value, app);
    if (read === null) throw wrongType({ template, field, value, expects: reader.expects });
    return read === '' ? [] : [[field, read] as const];
  });
  return Object.fromEntries(known);
}

interface WrongType {
  readonly template: string;
  readonly field: string;
  readonly value: unknown;
  readonly expects: string;
}

function wrongType({ template, field, value, expects }: WrongType): EmailError {
  const seen =
    typeof value === 'number' ? `the number ${String(value)}` : `a value of type ${typeName(value)}`;
  return new EmailError({
    code: 'DATA_INVALID',
    message: `The mail "${template}" was refused: its field "${field}" is ${seen}. Allowed: ${expects}.`,
    hint: 'Nothing was sent. A field that is not known is left out.',
    details: { template, field },
  });
}

function typeName(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

import type { PropertyValues } from './record-store.js';

/** Reads `{ properties: { name: text } }`; numbers and booleans become text as in HubSpot. Undefined: not a body like that. */
export function readProperties(input: unknown): PropertyValues | undefined {
  if (!isRecord(input) || !isRecord(input.properties)) return undefined;
  const values: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(input.properties)) {
    if (value === null || typeof value === 'string') values[name] = value;
    else if (typeof value === 'number' || typeof value === 'boolean') values[name] = String(value);
    else return undefined;
  }
  return values;
}

/** Narrows parsed JSON to an object. */
export function isRecord(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/** Lenient reading of HubSpot's answers: the 2026-09 specification leaves most of them untyped (read 2026-11-20). */
import type { HubspotBody } from './call-hubspot.js';

/** The text, a number as its decimal text, or null. */
export function textField(body: HubspotBody, name: string): string | null {
  const value = body[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The number, or null when there is no positive one. */
export function positiveNumberField(body: HubspotBody, name: string): number | null {
  const value = Number(textField(body, name));
  return Number.isFinite(value) && value > 0 ? value : null;
}

/** The words of a list or of a space-separated text, or null. */
export function wordsField(body: HubspotBody, name: string): readonly string[] | null {
  const value = body[name];
  if (Array.isArray(value)) return value.filter((word): word is string => typeof word === 'string');
  return typeof value === 'string' ? value.split(' ').filter((word) => word !== '') : null;
}

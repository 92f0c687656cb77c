/**
 * `expand`: ids in the answer replaced by the objects they name, to any path of up to four levels, through lists with
 * `data`. Some properties are not in the answer at all until they are expanded (`line_items`, `payments`).
 */
import type { StripeWorld } from '../world.js';
import { invalidRequest } from './failure.js';
import { findById } from './find-by-id.js';
import { includableProperty } from './includable-property.js';

/** Stripe's limit (API reference, expanding, read 2026-11-20). */
const MAX_DEPTH = 4;

type Fields = Readonly<Record<string, unknown>>;

/** The answer with every requested path expanded. */
export function expandPaths(world: StripeWorld, answer: object, paths: readonly string[]): object {
  return paths.reduce((expanded, path) => {
    const segments = path.split('.');
    const depth = segments.filter((segment) => segment !== 'data').length;
    if (depth > MAX_DEPTH) {
      throw invalidRequest(`You cannot expand more than ${MAX_DEPTH} levels of a property (${path}).`, {
        param: 'expand',
      });
    }
    return expandPath(world, expanded as Fields, { segments, path });
  }, answer);
}

interface PathStep {
  readonly segments: readonly string[];
  readonly path: string;
}

function expandPath(world: StripeWorld, object: Fields, step: PathStep): Fields {
  const [name, ...rest] = step.segments;
  if (name === undefined) return object;
  const value = Object.hasOwn(object, name) ? object[name] : includableProperty(world, object, name);
  if (value === undefined) throw notExpandable(step.path);
  return { ...object, [name]: expandValue(world, value, { segments: rest, path: step.path }) };
}

function expandValue(world: StripeWorld, value: unknown, step: PathStep): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item: unknown) => expandValue(world, item, step));
  if (typeof value === 'object') return expandPath(world, value as Fields, step);
  const found = typeof value === 'string' ? findById(world, value) : undefined;
  if (found === undefined) throw notExpandable(step.path);
  return expandPath(world, found as Fields, step);
}

function notExpandable(path: string): Error {
  return invalidRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
}

/**
 * Reads the bracket encoding Stripe uses for bodies and queries: `items[0][price]=p`, `expand[]=customer`,
 * `metadata[portal]=1`. Values stay text; who reads them decides what they mean.
 */

/** A decoded value: text, a list, or named values. */
export type FormValue = string | readonly FormValue[] | FormRecord;

/** Named values. Has no prototype, so a field called `__proto__` is only a field. */
export interface FormRecord {
  readonly [key: string]: FormValue | undefined;
}

interface Branch {
  readonly children: Map<string, string | Branch>;
}

/** Decodes `application/x-www-form-urlencoded` text with bracketed names; a later plain value replaces an earlier one. */
export function parseFormBody(text: string): FormRecord {
  const root: Branch = { children: new Map() };
  for (const [name, value] of new URLSearchParams(text)) insert(root, pathOf(name), value);
  return toRecord(root);
}

/** Decodes JSON into the same shape, every number and boolean as text; what is no object has no values. */
export function parseJsonBody(text: string): FormRecord {
  const value = fromJson(JSON.parse(text === '' ? '{}' : text));
  return isFormRecord(value) ? value : {};
}

function fromJson(json: unknown): FormValue {
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json !== 'object' || json === null) return String(json);
  const record = Object.create(null) as Record<string, FormValue>;
  for (const [key, value] of Object.entries(json)) record[key] = fromJson(value);
  return record;
}

/** Whether a decoded value is a record of named values. */
export function isFormRecord(value: FormValue | undefined): value is FormRecord {
  return typeof value === 'object' && !Array.isArray(value);
}

function pathOf(name: string): readonly string[] {
  const head = /^[^[]+/.exec(name)?.[0];
  if (head === undefined) return [name];
  const rest = name.slice(head.length);
  if (!/^(\[[^[\]]*\])*$/.test(rest)) return [name];
  return [head, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? '')];
}

function insert(root: Branch, path: readonly string[], value: string): void {
  let branch = root;
  path.forEach((segment, index) => {
    const key = segment === '' ? String(branch.children.size) : segment;
    if (index === path.length - 1) {
      branch.children.set(key, value);
      return;
    }
    const known = branch.children.get(key);
    const next: Branch = typeof known === 'object' ? known : { children: new Map() };
    branch.children.set(key, next);
    branch = next;
  });
}

function toValue(node: string | Branch): FormValue {
  if (typeof node === 'string') return node;
  const isList = node.children.size > 0 && [...node.children.keys()].every((key) => /^\d+$/.test(key));
  return isList ? [...node.children.values()].map(toValue) : toRecord(node);
}

function toRecord(branch: Branch): FormRecord {
  const record = Object.create(null) as Record<string, FormValue>;
  for (const [key, node] of branch.children) record[key] = toValue(node);
  return record;
}

/** Environment names: secrets and addresses a deployment is given. The runtime says where they come from. */
import { HsxError } from '../kernel/hsx-error.js';

/** Names and values; a missing name is undefined. */
export type Environment = Readonly<Record<string, string | undefined>>;

let current: Environment | null = null;

/** Called once by a runtime, before the worker file is loaded. */
export function useEnvironment(environment: Environment): void {
  current = environment;
}

/** The value of an environment name. Throws ENVIRONMENT_INVALID when it is missing or blank; the message names it. */
export function env(name: string): string {
  return readEnvironment(current ?? ambient(), name);
}

/** The value of a name in a given environment. Throws ENVIRONMENT_INVALID when it is missing or blank. */
export function readEnvironment(environment: Environment, name: string): string {
  const value = environment[name];
  if (value !== undefined && value.trim() !== '') return value;
  throw new HsxError({
    code: 'ENVIRONMENT_INVALID',
    message: `The environment name ${name} is missing or blank.`,
    hint: `Set ${name} where the app runs; \`hs-x dev\` sets the names it knows by itself.`,
  });
}

function ambient(): Environment {
  return (globalThis as { process?: { env?: Environment } }).process?.env ?? {};
}

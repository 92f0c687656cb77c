import { hostname, userInfo } from 'node:os';
import type { Environment } from '../app-folder/own-environment.js';

/** Who is written into a portal's history: `HSX_ACTOR`, or the person's name on this machine. */
export function adminActor(wished: string | undefined, environment: Environment = process.env): string {
  return wished ?? environment.HSX_ACTOR ?? `${userNameOf(environment)}@${hostname()}`;
}

/** A user id without a name, as in some containers, makes `userInfo` throw. */
function userNameOf(environment: Environment): string {
  try {
    return userInfo().username;
  } catch {
    return environment.USER ?? 'unknown';
  }
}

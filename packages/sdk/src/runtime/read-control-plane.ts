import { parseAppKey, type AppKey } from '../control-plane/index.js';
import type { Environment } from '../worker/env.js';

/** Where an app's control plane is, and the app's key to it. */
export interface ControlPlaneSettings {
  readonly origin: string;
  readonly key: AppKey;
}

/**
 * Reads `HSX_CONTROL_PLANE_URL` and `HSX_CONTROL_PLANE_KEY`; null without both, and then nothing is wrong, or with a problem added. What is signed
 * must not be read on the way, nor answered by somebody else: https, but on this machine.
 */
export function readControlPlane(environment: Environment, problems: string[]): ControlPlaneSettings | null {
  const address = environment.HSX_CONTROL_PLANE_URL?.trim() ?? '';
  const text = environment.HSX_CONTROL_PLANE_KEY?.trim() ?? '';
  if (address === '' && text === '') return null;
  const url = URL.parse(address);
  const isLocal = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  const isAllowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  if (!isAllowed) {
    problems.push('HSX_CONTROL_PLANE_URL is no https address (http is allowed for localhost only)');
  }
  const key = parseAppKey(text);
  if (key === null) problems.push('HSX_CONTROL_PLANE_KEY is no key that a control plane has issued');
  return url && key ? { origin: url.origin, key } : null;
}

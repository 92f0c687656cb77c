/** What a control plane is told through its environment. Everything missing is named at once, nothing is printed. */
import { HsxError } from '@hs-x/sdk';

/** A control plane's settings. */
export interface ControlPlaneSettings {
  /** `HSX_CONTROL_PLANE_URL`: its public origin, which every grant names. */
  readonly origin: string;
  /** `HSX_CONTROL_PLANE_SECRET`, comma-separated for rotation, at least 32 characters each: what the apps' keys are made from. */
  readonly secrets: readonly [string, ...string[]];
  /** `HSX_CONTROL_PLANE_APPS`, such as `crm-sync, insights:2`: the apps that may call, and from which version of its key on each may. */
  readonly apps: ReadonlyMap<string, number>;
  /** `DATABASE_URL`, `postgres://…`, or `HSX_DATABASE`, an SQLite file. Default: control-plane.sqlite. */
  readonly database: string;
  /** `PORT`. Default: 8790. */
  readonly port: number;
  /** `HOST`. Default: 127.0.0.1. */
  readonly hostname: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings. Throws ENVIRONMENT_INVALID naming every missing or malformed name. */
export function readSettings(environment: Environment): ControlPlaneSettings {
  const problems: string[] = [];
  const [first = '', ...rest] = listOf(environment.HSX_CONTROL_PLANE_SECRET);
  if ([first, ...rest].some((secret) => secret.length < 32)) {
    problems.push('HSX_CONTROL_PLANE_SECRET is missing or has fewer than 32 characters');
  }
  const origin = originOf(environment.HSX_CONTROL_PLANE_URL ?? '');
  if (origin === null)
    problems.push('HSX_CONTROL_PLANE_URL is no https origin (http is allowed for localhost only)');
  const apps = new Map(listOf(environment.HSX_CONTROL_PLANE_APPS).map((text) => appOf(text, problems)));
  if (apps.size === 0) problems.push('HSX_CONTROL_PLANE_APPS names no app');
  const port = Number(environment.PORT ?? '8790');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) problems.push('PORT is no port');
  if (problems.length > 0) throw invalid(problems);
  return {
    origin: origin ?? '',
    secrets: [first, ...rest],
    apps,
    database: environment.DATABASE_URL ?? environment.HSX_DATABASE ?? 'control-plane.sqlite',
    port,
    hostname: environment.HOST ?? '127.0.0.1',
  };
}

function appOf(text: string, problems: string[]): readonly [string, number] {
  const [, name = '', version = '1'] = /^([a-z0-9-]{1,40})(?::([1-9]\d{0,5}))?$/.exec(text) ?? [];
  if (name === '') problems.push('HSX_CONTROL_PLANE_APPS has an entry that is not "name" or "name:version"');
  return [name, Number(version)];
}

function originOf(text: string): string | null {
  const url = URL.parse(text);
  const isLocal = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  const isAllowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  return url && isAllowed && url.href === `${url.origin}/` ? url.origin : null;
}

function listOf(text = ''): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function invalid(problems: readonly string[]): HsxError {
  return new HsxError({
    code: 'ENVIRONMENT_INVALID',
    message: `The control plane cannot start: ${problems.join('; ')}.`,
    hint: 'Set these environment names where it runs.',
    details: { problems },
  });
}

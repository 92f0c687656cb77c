/**
 * The addresses of an install, opened with anything in them. Nothing is installed without a genuine code that came back with a genuine
 * state, or from HubSpot's Marketplace; nobody is sent off-site; nothing that was sent stands in a page as markup.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor } from '../support/visitor.js';
import { rowsIn } from '../support/stored-rows.js';
import { errorLines, leakIn, OURS, type Answer } from './fuzz-world.js';
import { fuzz, TIME_LIMIT_MS } from './fuzz.js';
import { strangeText, whole } from './strange.js';

let world: World;
/** A state that was used, and one that is older than ten minutes. */
let spentStates: readonly string[];
beforeAll(async () => {
  world = await startWorld();
  const [old, used] = [await consent(), await consent()];
  await world.advanceBy(11 * 60_000);
  const fresh = await consent();
  await open(`/oauth/callback?${new URLSearchParams(fresh).toString()}`);
  spentStates = [old.state, used.state, fresh.state];
  expect(rowsIn(world, 'install_tokens')).toContain(String(OURS));
});
afterAll(() => world.close());

/** Code and state of a consent whose answer nobody has used yet. */
async function consent(): Promise<{ code: string; state: string }> {
  const start = await createVisitor(world).get(`${world.appUrl}/oauth/start`);
  const answer = { portalId: OURS, decision: 'connect' } as const;
  const next = world.simulators.hubspot.control.answerConsent(start.location ?? '', answer);
  if ('refusal' in next) throw new Error(next.refusal);
  const { searchParams } = new URL(next.location);
  return { code: searchParams.get('code') ?? '', state: searchParams.get('state') ?? '' };
}

async function open(pathAndQuery: string): Promise<Answer> {
  const answer = await fetch(`${world.appUrl}${pathAndQuery}`, { redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const MARKUP = [
  '<hsx-probe>',
  '"><hsx-probe a="',
  `'><hsx-probe a='`,
  '</title><hsx-probe>',
  '</script><hsx-probe>',
  '" onfocus=hsx-probe autofocus="',
  '&lt;hsx-probe&gt;',
  'javascript:hsx-probe',
];

const OFF_SITE = [
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  'https://hubspot.com.evil.example/',
  'https://evilhubspot.com/',
  'https://app.hubspot.com@evil.example/',
  'https://evil.example#.hubspot.com',
  'https://evil.example?.hubspot.com',
  'https://evil.example\\.hubspot.com',
  'https://app.hubspot.com:8443/',
  'http://app.hubspot.com/',
  'https://app。hubspot。com/',
  'https://app.hubspot.com./',
  'https://127.0.0.1/',
  'data:text/html,<hsx-probe>',
  ' https://app.hubspot.com/',
  'https://app.hubspot.com/\r\nset-cookie: a=b',
];

const ALLOWED = ['https://app.hubspot.com/a?b=c#d', 'https://app-eu1.hubspot.com/', 'https://hubspot.com'];

/** A parameter; `genuine` stands for the code or state of this run's own consent. */
interface Parameter {
  readonly name: string;
  readonly value:
    string | { readonly genuine: 'code' | 'state'; readonly edit: 'none' | 'cut' | 'case' | 'longer' };
}

const names = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom('code', 'state', 'returnUrl', 'step', 'error', 'error_description'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('code[]', 'state[0]', 'State', 'returnurl', 'return_url', 'portalId'),
  },
  { weight: 1, arbitrary: strangeText },
);
const genuine = fc.record({
  genuine: fc.constantFrom('code' as const, 'state' as const),
  edit: fc.constantFrom(
    'none' as const,
    'none' as const,
    'none' as const,
    'cut' as const,
    'case' as const,
    'longer' as const,
  ),
});
const text = fc.oneof(
  fc.constantFrom('authorize', 'finalize', 'access_denied', '', 'Authorize'),
  fc.constantFrom(...MARKUP),
  fc.constantFrom(...OFF_SITE),
  fc.constantFrom(...ALLOWED),
  fc.nat(2).map((at) => `spent ${at}`),
  fc.constantFrom(9_000, 40_000).map((length) => 'x'.repeat(length)),
  strangeText,
);
const loose: fc.Arbitrary<Parameter> = fc.record({ name: names, value: fc.oneof(genuine, text) });

const itsOwn = (name: 'code' | 'state'): fc.Arbitrary<Parameter> =>
  fc.record({ name: fc.constant(name), value: genuine.map((value) => ({ ...value, genuine: name })) });
const returnUrl = fc.record({
  name: fc.constant('returnUrl'),
  value: fc.constantFrom(...ALLOWED, ...OFF_SITE),
});
const step = fc.record({ name: fc.constant('step'), value: fc.constantFrom('authorize', 'finalize', 'x') });

/** Near misses: what HubSpot sends, with parameters left out, replaced or added. */
const queries: fc.Arbitrary<readonly Parameter[]> = fc
  .tuple(
    fc.option(itsOwn('code'), { freq: 6 }),
    fc.option(itsOwn('state'), { freq: 3 }),
    fc.option(returnUrl, { freq: 1 }),
    fc.option(step, { freq: 1 }),
    fc.array(loose, { maxLength: 3 }),
  )
  .map(([code, state, url, part, rest]) => [...rest, code, state, url, part].filter((each) => each !== null));

function queryOf(parameters: readonly Parameter[], own: { code: string; state: string }): URLSearchParams {
  const query = new URLSearchParams();
  for (const { name, value } of parameters) {
    query.append(
      whole(name),
      typeof value === 'string' ? textOf(value) : edited(own[value.genuine], value.edit),
    );
  }
  return query;
}

function textOf(value: string): string {
  const spent = /^spent (\d)$/.exec(value)?.[1];
  return spent === undefined ? whole(value) : (spentStates[Number(spent)] ?? '');
}

function edited(value: string, edit: 'none' | 'cut' | 'case' | 'longer'): string {
  switch (edit) {
    case 'none':
      return value;
    case 'cut':
      return value.slice(0, -1);
    case 'case':
      return value.toUpperCase() === value ? value.toLowerCase() : value.toUpperCase();
    case 'longer':
      return `${value}A`;
  }
}

/** Whether the visit may install: its code is genuine, and its state too, or it comes from the Marketplace, which sends none. */
function mayInstall(query: URLSearchParams, own: { code: string; state: string }): boolean {
  const once = (name: string) => (query.getAll(name).length === 1 ? query.get(name) : null);
  const url = query.get('returnUrl');
  const isUrlAllowed = url === null || url === '' || ALLOWED.includes(url);
  const isStateless = !query.getAll('state').some((state) => state !== '');
  const hasProof = once('state') === own.state || (isStateless && ALLOWED.includes(url ?? ''));
  return once('code') === own.code && hasProof && isUrlAllowed;
}

describe('the OAuth callback', () => {
  it(
    'installs only on a genuine code with its proof, sends nobody off-site and repeats no markup',
    async () => {
      let installs = 0;
      await fuzz(150, queries, async (parameters) => {
        const own = await consent();
        const before = rowsIn(world, 'install_tokens');
        const query = queryOf(parameters, own);
        const answer = await open(`/oauth/callback?${query.toString()}`);
        expect(answer.status).toBeLessThan(500);
        expect(faultOf(answer)).toBeNull();
        const isInstalled = rowsIn(world, 'install_tokens') !== before;
        if (isInstalled) {
          expect(mayInstall(query, own)).toBe(true);
          installs += 1;
        }
      });
      expect(installs).toBeGreaterThan(0);
      expect(errorLines(world)).toEqual([]);
    },
    TIME_LIMIT_MS,
  );
});

describe('the start of an install', () => {
  it(
    'leads to the same consent page whatever stands in its address',
    async () => {
      const plain = stateless((await open('/oauth/start')).headers.get('location'));
      await fuzz(30, fc.array(loose, { maxLength: 5 }), async (parameters) => {
        const query = queryOf(parameters, { code: 'code', state: 'state' });
        const answer = await open(`/oauth/start?${query.toString()}`);
        if (answer.status === 431) return;
        expect(stateless(answer.headers.get('location'))).toBe(plain);
      });
    },
    TIME_LIMIT_MS,
  );
});

describe('a page that shows an address or answers one', () => {
  const PATHS = [
    '/oauth/',
    '/billing/',
    '/billing/portal',
    '/billing/checkout',
    '/billing/done',
    '/billing/cancel',
  ];
  const pageNames = fc.oneof(fc.constantFrom('token', 'portal', 'returned', 'check', 'plan'), names);

  it(
    'repeats nothing of it as markup, and is no error',
    async () => {
      const parameter = fc.record({ name: pageNames, value: text });
      const cases = fc.record({
        path: fc.constantFrom(...PATHS),
        more: fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.constantFrom(...MARKUP), strangeText),
        parameters: fc.array(parameter, { maxLength: 3 }),
      });
      await fuzz(100, cases, async ({ path, more, parameters }) => {
        const query = queryOf(parameters, { code: '', state: '' });
        const answer = await open(`${path}${encodeURIComponent(whole(more))}?${query.toString()}`);
        expect(answer.status).toBeLessThan(500);
        expect(faultOf(answer)).toBeNull();
      });
    },
    TIME_LIMIT_MS,
  );
});

/** What no answer to a browser may do; null when it does none of it. */
function faultOf(answer: Answer): string | null {
  const location = answer.headers.get('location');
  if (location !== null && !isOnSite(location)) return `sent to ${location}`;
  if (answer.headers.get('set-cookie')?.includes('a=b')) return 'a header was smuggled in';
  const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
  if (isPage && /<hsx-probe|" onfocus=|href="javascript:/i.test(answer.text)) return 'markup came back';
  return leakIn(world, answer);
}

function isOnSite(location: string): boolean {
  const { protocol, hostname, port, origin, username } = new URL(location, world.appUrl);
  const { hubspot, stripe } = world.simulators;
  if ([hubspot.origin, stripe.origin, world.appUrl].includes(origin)) return true;
  return protocol === 'https:' && /(?:^|\.)hubspot\.com$/.test(hostname) && port === '' && username === '';
}

/** The address without the state, which is new each time. */
function stateless(location: string | null): string {
  const url = new URL(location ?? '');
  url.searchParams.delete('state');
  return url.href;
}

/** Calls HubSpot really made, and calls somebody makes of them who saw every header, body and address but knows no secret. */
import fc from 'fast-check';
import { hubspotV2, hubspotV3, type HubspotCall } from './signing.js';
import { strangeText } from './strange.js';

/** A request as it reaches the app; `target` is path and query. */
export interface Arrived {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A genuine call and what exactly was signed for it. */
export interface Issued {
  readonly signed: HubspotCall;
  readonly arrived: Arrived;
}

/** The call as HubSpot makes it: identity appended to the address, both signatures beside each other. */
export function issue(call: {
  readonly origin: string;
  readonly target: string;
  readonly body: string;
  readonly atMs: number;
  readonly secret: string;
}): Issued {
  const { origin, target, body, atMs, secret } = call;
  const signed = { method: 'POST', uri: `${origin}${target}`, body, atMs, secret };
  const headers = { ...hubspotV3(signed), ...hubspotV2(signed) };
  return { signed, arrived: { method: 'POST', target, headers, body } };
}

export const V3 = 'x-hubspot-signature-v3';
export const TIME = 'x-hubspot-request-timestamp';
export const LEGACY = 'x-hubspot-signature';
export const VERSION = 'x-hubspot-signature-version';

type Change = (call: Arrived) => Arrived;

/** A call with one to three things done to it. */
export function tampered(calls: readonly Issued[], victim: string): fc.Arbitrary<Arrived> {
  const changes = fc.array(fc.oneof(headerChange(calls), targetChange(victim), bodyChange(calls)), {
    minLength: 1,
    maxLength: 3,
  });
  return fc
    .record({ call: fc.constantFrom(...calls), changes })
    .map(({ call, changes: made }) =>
      made.reduce<Arrived>((arrived, change) => change(arrived), call.arrived),
    );
}

const withHeader =
  (name: string, value: (before: string) => string | null): Change =>
  (call) => {
    const { [name]: before = '', ...others } = call.headers;
    const after = value(before);
    return { ...call, headers: after === null ? others : { ...others, [name]: after } };
  };

function headerChange(calls: readonly Issued[]): fc.Arbitrary<Change> {
  const name = fc.constantFrom(V3, TIME, LEGACY, VERSION);
  const borrowed = fc
    .record({ name, from: fc.constantFrom(...calls) })
    .map(({ name: each, from }) => withHeader(each, () => from.arrived.headers[each] ?? null));
  const edits: readonly ((before: string) => string | null)[] = [
    () => null,
    () => '',
    (before) => `${before}, ${before}`,
    (before) => ` ${before} `,
    (before) => before.slice(0, -1),
    (before) => `${before}=`,
    (before) => before.replace(/=+$/, ''),
    (before) => before.toUpperCase(),
    (before) => before.toLowerCase(),
    (before) => Buffer.from(before, 'base64').toString('base64url'),
    (before) => Buffer.from(before, 'base64').toString('hex'),
    (before) => Buffer.from(before, 'hex').toString('base64'),
    (before) => before.repeat(200),
  ];
  const edited = fc
    .record({ name, edit: fc.constantFrom(...edits) })
    .map(({ name: each, edit }) => withHeader(each, edit));
  const strange = fc
    .record({ name, text: strangeText })
    .map(({ name: each, text }) => withHeader(each, () => text));
  const time = fc
    .constantFrom(
      '0',
      '-1',
      'NaN',
      'Infinity',
      '1e13',
      '0x1',
      '9'.repeat(15),
      '9'.repeat(400),
      '1790000000000.0',
    )
    .map((text) => withHeader(TIME, () => text));
  const version = fc
    .constantFrom('v1', 'V1', 'v2', 'V2', 'v3', 'v4', 'v1,v2', ' v1')
    .map((text) => withHeader(VERSION, () => text));
  const legacyOnly = fc.constant<Change>((call) => withHeader(V3, () => null)(call));
  return fc.oneof(borrowed, edited, strange, time, version, legacyOnly);
}

/** Addresses one reader takes for another than the next reader does. */
function targetChange(victim: string): fc.Arbitrary<Change> {
  const edits: readonly ((target: string) => string)[] = [
    (target) => `${target}&portalId=${victim}`,
    (target) => target.replace('?', `?portalId=${victim}&`),
    (target) => target.replace(/portalId=\d+/, `portalId=${victim}`),
    (target) => target.replace(/portalId=\d+/, (found) => `${found}0`),
    (target) => target.replace('portalId', 'PortalId'),
    (target) => target.replace('portalId', 'portalid'),
    (target) => target.replace('portalId', 'portal%49d'),
    (target) => target.replace('?', '%3F'),
    (target) => target.replace('?', '?%3F'),
    (target) => target.replaceAll('/', '%2F'),
    (target) => target.replace('?', '/?'),
    (target) => target.replace('?', '?&'),
    (target) => target.replace('/fn/', '/fn//'),
    (target) => target.replace('/fn/', '/x/../fn/'),
    (target) => target.replace('/fn/', '/fn/./'),
    (target) => target.replace('/fn/', '/actions/'),
    (target) => target.replace('/fn/', '/FN/'),
    (target) => target.toLowerCase(),
    (target) =>
      target.replace(/%[0-9a-f]{2}/gi, (escape) => String.fromCharCode(parseInt(escape.slice(1), 16))),
    (target) => target.replaceAll('%', '%25'),
    (target) => target.replaceAll('&', ';'),
    (target) => target.replaceAll('&', '&amp;'),
    (target) => target.replaceAll('%40', '@'),
    (target) => target.replaceAll('%2B', '+'),
    (target) => target.replaceAll('%2B', '%2b'),
    (target) => target.replaceAll('%40', '%2540'),
    (target) => `${target}#`,
    (target) => `${target}#&portalId=${victim}`,
    (target) => target.replace('&portalId', '#&portalId'),
    (target) => `//evil.example${target}`,
    (target) => `http://evil.example${target}`,
    (target) => target.split('?')[0] ?? '',
  ];
  return fc
    .oneof(
      { weight: 3, arbitrary: fc.constantFrom(...edits) },
      { weight: 1, arbitrary: strangeText.map((text) => (target: string) => `${target}&q=${text}`) },
    )
    .map((edit) => (call) => ({ ...call, target: edit(call.target) }));
}

/** Changes of the body, and letters that move across the seams of what is hashed: address, body and time are joined without a mark. */
function bodyChange(calls: readonly Issued[]): fc.Arbitrary<Change> {
  const moved = fc.integer({ min: 1, max: 12 });
  return fc.oneof(
    fc.constantFrom(...calls).map((from): Change => (call) => ({ ...call, body: from.arrived.body })),
    strangeText.map((text): Change => (call) => ({ ...call, body: text })),
    fc
      .constantFrom(' ', '\n', '\uFEFF')
      .map((text): Change => (call) => ({ ...call, body: `${call.body}${text}` })),
    moved.map((count): Change => (call) => ({
      ...call,
      target: call.target.slice(0, -count),
      body: call.target.slice(-count) + call.body,
    })),
    moved.map((count): Change => (call) => ({
      ...call,
      target: call.target + call.body.slice(0, count),
      body: call.body.slice(count),
    })),
    moved.map((count): Change => (call) => {
      const time = call.headers[TIME] ?? '';
      const body = call.body + time.slice(0, count);
      return withHeader(TIME, () => time.slice(count))({ ...call, body });
    }),
    fc.constantFrom('GET', 'post', 'PUT').map((method): Change => (call) => ({ ...call, method })),
  );
}

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCtxHttp } from '../../src/worker/ctx-http.js';
import { hsxErrorOf } from '../hubspot/hsx-error-of.js';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const ANSWERS: Readonly<Record<string, readonly [status: number, type: string, body: string]>> = {
  '/text': [200, 'text/plain', 'hello'],
  '/broken': [200, 'application/json', '{"a":'],
  '/refused': [402, 'application/json; charset=utf-8', '{"error":{"code":"card_declined"}}'],
};

let origin = '';
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, headers } = request;
    const echo: Seen = { method, url, headers, body: Buffer.concat(chunks).toString() };
    const [status, type, body] = ANSWERS[url ?? ''] ?? [200, 'application/json', JSON.stringify(echo)];
    response.writeHead(status, { 'content-type': type }).end(body);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const STRIPE = 'https://api.stripe.com';

describe('ctx.http', () => {
  it('sends a form as Stripe reads it', async () => {
    const http = createCtxHttp({ [STRIPE]: origin });
    const { status, body } = await http.post(`${STRIPE}/v1/checkout/sessions?expand[]=a`, {
      headers: { Authorization: 'Bearer sk_test_1' },
      form: {
        'line_items[0][price]': 'price_1',
        'line_items[0][quantity]': 1,
        success_url: 'https://a.example/?a=b&c=ü',
        trial: true,
      },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      method: 'POST',
      url: '/v1/checkout/sessions?expand[]=a',
      headers: { authorization: 'Bearer sk_test_1', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'line_items%5B0%5D%5Bprice%5D=price_1&line_items%5B0%5D%5Bquantity%5D=1&success_url=https%3A%2F%2Fa.example%2F%3Fa%3Db%26c%3D%C3%BC&trial=true',
    });
  });

  it('sends one content type, the author’s own when there is one, however it is written', async () => {
    const http = createCtxHttp({});
    const own = await http.post(`${origin}/x`, {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      form: { a: 1 },
    });
    expect(own.body.headers['content-type']).toBe('application/x-www-form-urlencoded');
    const json = await http.post(`${origin}/x`, { json: { a: [1] } });
    expect([json.body.headers['content-type'], json.body.body]).toEqual(['application/json', '{"a":[1]}']);
  });

  it('answers statuses, JSON parsed and everything else as text', async () => {
    const http = createCtxHttp({});
    expect(await http.get(`${origin}/refused`)).toEqual({
      status: 402,
      body: { error: { code: 'card_declined' } },
    });
    expect(await http.get(`${origin}/text`)).toEqual({ status: 200, body: 'hello' });
    expect(await http.get(`${origin}/broken`)).toEqual({ status: 200, body: '{"a":' });
  });

  it('sends only the mapped origins elsewhere, whatever the path looks like', async () => {
    const http = createCtxHttp({ [STRIPE]: `${origin}/` });
    expect((await http.get(`${STRIPE}/v1/x`)).body.url).toBe('/v1/x');
    expect((await http.get(`${STRIPE}//evil.example/x`)).body.url).toBe('//evil.example/x');
    expect((await http.get(`${origin}/direct`)).body.url).toBe('/direct');
  });

  it.each(['', 'api.example.com/x', '/v1/x', 'ftp://example.com', 'file:///etc/passwd', 'data:text/plain,x'])(
    'refuses the address "%s"',
    async (url) => {
      expect((await hsxErrorOf(async () => createCtxHttp({}).get(url))).code).toBe('REQUEST_INVALID');
    },
  );

  it('is PROVIDER_UNAVAILABLE when nobody answers', async () => {
    const error = await hsxErrorOf(() => createCtxHttp({}).get('http://127.0.0.1:1/x'));
    expect([error.code, error.retryable]).toEqual(['PROVIDER_UNAVAILABLE', true]);
  });
});

/** Bodies as they come over a socket, read by the server's side of a real connection. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { incomingBody } from '../../src/runtime/node/incoming-body.js';

const MAX_BYTES = 10;
const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A client that has sent a head, and the request the server made of it. */
async function received(head: string, body = ''): Promise<{ client: Socket; incoming: IncomingMessage }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => undefined);
  closing.push(
    () => client.destroy(),
    () => server.close(),
  );
  client.write(`POST / HTTP/1.1\r\nhost: a\r\n${head}\r\n\r\n${body}`);
  const [incoming] = (await once(server, 'request')) as [IncomingMessage];
  return { client, incoming };
}

const textOf = async (reading: ReturnType<ReturnType<typeof incomingBody>>) => {
  const bytes = await reading;
  return bytes && Buffer.from(bytes).toString();
};

describe('a body', () => {
  it.each([
    ['of a known length', 'content-length: 4', 'whole'.slice(0, 4), 'whol'],
    ['of no length', 'content-length: 0', '', ''],
    ['that is none', 'x: y', '', ''],
    ['in chunks', 'transfer-encoding: chunked', '2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n', 'abcde'],
    ['as large as may be', 'content-length: 10', '0123456789', '0123456789'],
  ])('%s is read', async (_what, head, body, expected) => {
    const { incoming } = await received(head, body);
    expect(await textOf(incomingBody(incoming)(MAX_BYTES))).toBe(expected);
  });

  it('that comes in pieces is read when its last byte is there', async () => {
    const { client, incoming } = await received('content-length: 6', 'ab');
    const reading = incomingBody(incoming)(MAX_BYTES);
    for (const piece of ['cd', 'ef']) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      client.write(piece);
    }
    expect(await textOf(reading)).toBe('abcdef');
  });

  it('that is declared larger is given up before any of it arrives', async () => {
    const { incoming } = await received('content-length: 11');
    expect(await incomingBody(incoming)(MAX_BYTES)).toBeNull();
  });

  it('that grows larger in chunks is given up there', async () => {
    const { client, incoming } = await received('transfer-encoding: chunked', '6\r\nabcdef\r\n');
    const reading = incomingBody(incoming)(MAX_BYTES);
    client.write('5\r\nghijk\r\n');
    expect(await reading).toBeNull();
  });

  it.each(['content-length: 6', 'transfer-encoding: chunked'])('cut short is no body (%s)', async (head) => {
    const { client, incoming } = await received(head, head.includes('chunked') ? '2\r\nab\r\n' : 'ab');
    const reading = incomingBody(incoming)(MAX_BYTES);
    setTimeout(() => client.destroy(), 10);
    await expect(reading).rejects.toThrow('closed before the body was complete');
  });

  it.each([
    ['of a known length', 'content-length: 4', 'whol'],
    ['of no length', 'content-length: 0', ''],
    ['in chunks', 'transfer-encoding: chunked', '2\r\nab\r\n0\r\n\r\n'],
  ])('%s is read once: who asks again is told so', async (_what, head, body) => {
    const { incoming } = await received(head, body);
    const read = incomingBody(incoming);
    await read(MAX_BYTES);
    await expect(read(MAX_BYTES)).rejects.toThrow('read already');
  });

  it('that grew too large is not read again', async () => {
    const { incoming } = await received('transfer-encoding: chunked', 'b\r\n0123456789a\r\n');
    const read = incomingBody(incoming);
    expect(await read(MAX_BYTES)).toBeNull();
    await expect(read(MAX_BYTES)).rejects.toThrow('read already');
  });

  it('of which somebody else took a part is no body', async () => {
    const { client, incoming } = await received('content-length: 4', 'ab');
    await once(incoming, 'data');
    const reading = incomingBody(incoming)(MAX_BYTES);
    client.write('cd');
    await expect(reading).rejects.toThrow('read already');
  });

  it('whose client is gone before anybody asks is no body', async () => {
    const { client, incoming } = await received('content-length: 6', 'ab');
    client.destroy();
    await new Promise((resolve) => incoming.once('close', resolve));
    await expect(incomingBody(incoming)(MAX_BYTES)).rejects.toThrow('closed');
  });
});

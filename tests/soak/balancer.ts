/** What stands in front of several processes: one address, and each request goes to the next process that takes connections. */
import {
  createServer,
  request as ask,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Listens on a port of this machine for the processes that listen on others. */
export function startBalancer(port: number, backends: readonly number[]): Server {
  let turn = 0;
  const server = createServer((request, response) => {
    turn += 1;
    const order = backends.map((_, at) => backends[(turn + at) % backends.length]!);
    void buffer(request).then(
      (body) => forward({ request, response, body }, order),
      () => response.destroy(),
    );
  });
  return server.listen(port, 'localhost');
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

/** A process that takes no connection has seen nothing of the request; of one that dies later, nobody knows what it has done. */
function forward(exchange: Exchange, [port, ...others]: readonly number[]): void {
  const { request, response, body } = exchange;
  if (port === undefined) return void response.writeHead(503).end();
  const { method, url, headers } = request;
  const asking = ask({ host: 'localhost', port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  asking.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNREFUSED' || error.name === 'AggregateError') forward(exchange, others);
    else if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  asking.end(body);
}

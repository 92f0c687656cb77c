/** What `/fn/hasFeature` costs over HTTP, signature and all, beside a bare route of the same router that does the same look-up. */
import { fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSqliteStores } from '../packages/sdk/dist/store/sqlite/index.js';
import { fillAccounts, invoicedAccount, portalIdOf } from './support/accounts.mjs';
import { CLIENT_SECRET, ENVIRONMENT } from './support/check-app.mjs';
import { interleave, rounded } from './support/interleave.mjs';
import { withFolder } from './support/with-folder.mjs';

const PORTALS = 1_000;
const AT_ONCE = 8;
const BODY = JSON.stringify({ feature: 'sync.basic' });

/** Answers the figures. */
export const httpCheck = () =>
  withFolder(async (folder) => {
    const file = join(folder, 'check.sqlite');
    (await openSqliteStores(file)).close();
    fillAccounts(file, PORTALS, { accountOf: invoicedAccount });
    const server = fork(fileURLToPath(new URL('support/serve-check.mjs', import.meta.url)), [file]);
    const micros = await measure(server).finally(() => server.kill());
    const perSecond = (name) => Math.round((AT_ONCE * 1e6) / micros[name]);
    return [
      {
        name: '/fn/hasFeature over HTTP, signed',
        store: 'SQLite',
        'requests/s': perSecond('check'),
        'bare route, requests/s': perSecond('bare'),
        ratio: rounded(micros.bare / micros.check),
      },
    ];
  });

async function measure(server) {
  const [ports] = await once(server, 'message');
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const calls = Array.from({ length: PORTALS }, (_unused, index) => signedCall(portalIdOf(index)));
  const manyTo = (port) => (round) =>
    Promise.all(
      Array.from({ length: AT_ONCE }, (_unused, at) =>
        post({ agent, port, call: calls[(round * AT_ONCE + at) % PORTALS] }),
      ),
    );
  const contenders = { bare: manyTo(ports.bare), check: manyTo(ports.app) };
  try {
    return await interleave(contenders, { samples: 21, times: 100 });
  } finally {
    agent.destroy();
  }
}

function signedCall(portalId) {
  const path = `/fn/hasFeature?portalId=${portalId}&userId=1&userEmail=ada%40example.com&appId=1`;
  const timestamp = String(Date.now());
  const signed = `POST${ENVIRONMENT.APP_URL}${path}${BODY}${timestamp}`;
  const signature = createHmac('sha256', CLIENT_SECRET).update(signed).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'content-length': BODY.length,
    'x-hubspot-signature-v3': signature,
    'x-hubspot-request-timestamp': timestamp,
  };
  return { path, headers };
}

function post({ agent, port, call }) {
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, port, host: '127.0.0.1', method: 'POST', path: call.path, headers: call.headers },
      (response) => {
        let text = '';
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => {
          if (response.statusCode === 200 && text.includes('"result":true')) resolve();
          else reject(new Error(`${response.statusCode} ${text}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(BODY);
  });
}
if (import.meta.main) console.table(await httpCheck());

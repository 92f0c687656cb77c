/** Where the app's mails arrive: a real SMTP server, or an HTTP mail API that sends one mail for each idempotency key. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { Moment } from './ambush.js';
import type { MailRoute } from './app-messages.js';

/** A mail that arrived. */
export interface ReceivedMail {
  /** The Message-ID, or the idempotency key: the same for the same mail. */
  readonly id: string;
  readonly to: string;
}

/** A server that takes mails. */
export interface MailServer {
  readonly route: MailRoute;
  /** What people have in their mailboxes, repeats included. */
  readonly received: readonly ReceivedMail[];
  /** How many mails came again and were dropped by the server. */
  readonly dropped: () => number;
  /** The id under which a mail of this key arrives. */
  idOf(key: string): string;
  close(): void;
}

const SENDER = 'billing@proof.test';

/** Starts the server of a kind; `met` is told before and after it accepts each mail. */
export function startMailServer(kind: MailRoute['kind'], met: (moment: Moment) => void): Promise<MailServer> {
  return kind === 'smtp' ? startSmtp(met) : startMailApi(met);
}

/** SMTP knows no repeats: whoever is told the same mail twice has it twice, under one Message-ID. */
async function startSmtp(met: (moment: Moment) => void): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onMailFrom(_address, _session, done) {
      met('mailOffered');
      done();
    },
    onData(stream, session, done) {
      void text(stream).then((mail) => {
        const id = /^Message-ID: *(<[^>]+>)/im.exec(mail.replaceAll(/\r\n[ \t]+/g, ' '))?.[1] ?? 'none';
        received.push({ id, to: session.envelope.rcptTo[0]?.address ?? '' });
        met('mailReceived');
        done();
        met('mailAccepted');
      }, done);
    },
  });
  server.on('error', () => undefined); // a client that was killed in the middle of a mail
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    route: { kind: 'smtp', port },
    received,
    dropped: () => 0,
    idOf: (key) => `<${sha256(key)}@${SENDER.split('@')[1] ?? ''}>`,
    close: () => server.close(() => undefined),
  };
}

/** Answers as Resend does: the second mail of an idempotency key gets the first one's answer and is not sent. */
async function startMailApi(met: (moment: Moment) => void): Promise<MailServer> {
  const received = new Map<string, ReceivedMail>();
  let dropped = 0;
  const server = createServer((request, response) => {
    met('mailOffered');
    const id = String(request.headers['idempotency-key']);
    void text(request).then(
      (body) => {
        const { to } = JSON.parse(body) as { readonly to: readonly string[] };
        if (received.has(id)) dropped += 1;
        else received.set(id, { id, to: to[0] ?? '' });
        met('mailReceived');
        response.once('finish', () => met('mailAccepted'));
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ id }));
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    route: { kind: 'http', baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    get received() {
      return [...received.values()];
    },
    dropped: () => dropped,
    idOf: (key) => sha256(`${SENDER}\n${key}`),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function sha256(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

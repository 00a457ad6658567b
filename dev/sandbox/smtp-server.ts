/** A real SMTP server that puts what it accepts into the sandbox's ledger. */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Faults, ProviderFault } from './faults.ts';
import type { AcceptedEmail, Ledger } from './ledger.ts';

export interface SmtpServerOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly now: () => number;
}

export interface RunningSmtpServer {
  /** With the credentials. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Resolves when it listens. It takes a login without TLS: it is for this machine only. */
export async function startSmtpServer(options: SmtpServerOptions): Promise<RunningSmtpServer> {
  const { host, port, user, password, ledger, faults, now } = options;
  const sessionFaults = new Map<string, ProviderFault>();
  const hangUp = ({ id }: SMTPServerSession) => {
    for (const open of server.connections) {
      if (open.id === id) open._socket.destroy();
    }
  };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    hideENHANCEDSTATUSCODES: true,
    disableReverseLookup: true,
    closeTimeout: 1,
    onAuth: (given, _, done) =>
      given.username === user && given.password === password
        ? done(null, { user })
        : done(reply(535, '5.7.8 Authentication credentials invalid')),
    onRcptTo: ({ address }, session, done) => {
      const fault = faults.take('smtp', [address]);
      if (fault?.kind === 'reset_before') return hangUp(session);
      const refusal = fault ? refusalOf(fault) : null;
      if (refusal) return done(refusal);
      if (fault) sessionFaults.set(session.id, fault);
      return done();
    },
    onData: (stream, session, done) => {
      const fault = sessionFaults.get(session.id);
      sessionFaults.delete(session.id);
      void buffer(stream).then(async (bytes) => {
        if (fault?.kind === 'error_before') return done(reply(451, '4.3.0 Try again later'));
        const to = session.envelope.rcptTo.map(({ address }) => address);
        const email = entryOf(await PostalMime.parse(bytes), { bytes, to, at: now() });
        ledger.add(email);
        ledger.addStep(email.id, { type: fault ? stepOf(fault) : 'delivered', at: now() });
        if (fault?.kind === 'reset_after') return hangUp(session);
        if (fault?.kind === 'error_after') return done(reply(421, '4.3.2 Shutting down'));
        if (fault?.kind === 'slow') await sleep(fault.ms, undefined, { ref: false });
        return done(null, `2.0.0 Ok: queued as ${email.id}`);
      });
    },
  });
  // Connections that break are what the tests ask for.
  server.on('error', () => undefined);
  await once(server.listen(port, host), 'listening');
  const { port: bound } = server.server.address() as AddressInfo;
  return {
    url: `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${bound}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function stepOf({ kind }: ProviderFault): string {
  return kind === 'undelivered' ? 'bounced' : 'delivered';
}

/** The reply to RCPT TO; null if the fault comes later. */
function refusalOf(fault: ProviderFault): Error | null {
  switch (fault.kind) {
    case 'throttle':
      return reply(451, '4.7.0 Too many messages, slow down');
    case 'wrong_key':
      return reply(530, '5.7.0 Authentication required');
    case 'wrong_sender':
      return reply(550, '5.1.8 Sender address rejected');
    case 'refuse':
      return reply(fault.status, `${fault.code} ${fault.message}`);
    default:
      return null;
  }
}

function reply(status: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: status });
}

interface Received {
  readonly bytes: Buffer;
  readonly to: readonly string[];
  readonly at: number;
}

/** Shown beside the email's text; the others are the envelope's. */
const SHOWN_HEADERS = /^(list-|x-|message-id$)/;

function entryOf(email: Email, { bytes, to, at }: Received): AcceptedEmail {
  const id = (email.messageId ?? '').replace(/^<|>$/g, '');
  const from = email.from;
  return {
    provider: 'smtp',
    id,
    key: id,
    notificationId: id.split('@')[0] ?? null,
    acceptedAt: at,
    steps: [],
    fingerprint: createHash('sha256').update(bytes).digest('hex'),
    from: from ? `${from.name} <${from.address}>`.trim() : '',
    to,
    cc: [],
    bcc: [],
    replyTo: (email.replyTo ?? []).flatMap(({ address }) => address ?? []),
    subject: email.subject ?? '',
    html: email.html ?? null,
    text: email.text ?? null,
    headers: Object.fromEntries(
      email.headers
        .filter(({ key }) => SHOWN_HEADERS.test(key))
        .map(({ originalKey, value }) => [originalKey, value]),
    ),
    tags: {},
  };
}

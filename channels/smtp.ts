/** Sends email through any SMTP server. */

import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer/lib/errors';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { outcomeOfError } from './outcomes.ts';
import type { EmailPayload, Provider, SendOutcome, SendRequest } from './provider.ts';
import { categorize, failureCode, NO_AUTH, type SmtpFailure } from './smtp-errors.ts';

export interface SmtpOptions {
  /**
   * `smtp://user:password@host:587` upgrades by STARTTLS, and fails where the server cannot;
   * `smtps://…:465` uses TLS from the start. Without TLS only on this machine.
   */
  readonly url: string;
  /** Ends the session after this time. */
  readonly timeoutMs: number;
  /** Certificates of authorities to trust beside Node's own, PEM. */
  readonly ca?: string;
}

/**
 * Sends email by SMTP, one session per email. SMTP takes no keys: a session that is lost after the
 * first byte of the email is `unknown`, and repeating it may send the email twice.
 */
export function createSmtp(options: SmtpOptions): Provider<EmailPayload> {
  const settings = readSettings(options);
  return {
    name: 'smtp',
    takesKeys: false,
    keyLifetimeMs: 0,
    async send(request) {
      const email = await compose(request);
      return new Promise<SendOutcome>((resolve) => runSession(settings, email, resolve));
    },
  };
}

/** True for a server on this machine, which no network lies before. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostname);
}

interface Settings {
  readonly connection: SMTPConnection.Options;
  readonly credentials: { readonly user: string; readonly pass: string } | null;
  readonly timeoutMs: number;
}

function readSettings({ url, timeoutMs, ca }: SmtpOptions): Settings {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const isLocal = isLoopback(hostname);
  const credentials =
    username === ''
      ? null
      : { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    credentials,
    timeoutMs,
    connection: {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      requireTLS: !secure && !isLocal,
      ignoreTLS: isLocal,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      ...(ca === undefined ? {} : { tls: { ca } }),
    },
  };
}

interface ComposedEmail {
  readonly bytes: Buffer;
  readonly envelope: SMTPConnection.Envelope;
  readonly messageId: string;
}

/** The Message-ID contains the notification's id, so the server's log can be searched for it. */
async function compose({
  notificationId,
  payload,
}: SendRequest<EmailPayload>): Promise<ComposedEmail> {
  const domain = /@([^\s@<>]+)>?\s*$/.exec(payload.from)?.[1] ?? 'localhost';
  const messageId = `<${notificationId}@${domain}>`;
  const composed = new MailComposer({
    from: payload.from,
    to: [payload.to].flat(),
    ...(payload.replyTo === null ? {} : { replyTo: payload.replyTo }),
    subject: payload.subject,
    text: payload.text,
    html: payload.html,
    headers: { ...payload.headers },
    messageId,
    // A template's text is never a file's name or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const bytes = await composed.build();
  return { bytes, envelope: { ...composed.getEnvelope(), size: bytes.length }, messageId };
}

/** Runs one session, and calls `settle` once. */
function runSession(
  { connection: options, credentials, timeoutMs }: Settings,
  { bytes, envelope, messageId }: ComposedEmail,
  settle: (outcome: SendOutcome) => void,
): void {
  const connection = new SMTPConnection(options);
  let hasWritten = false;
  let isOver = false;
  const finish = (outcome: SendOutcome): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    connection.close();
    settle(outcome);
  };
  const fail = (error: NodemailerError) => finish(outcomeOfFailure(error, hasWritten));
  // nodemailer's own timeouts start again with each reply; this one ends the session.
  const timer = setTimeout(() => {
    const detail = 'the SMTP server did not answer in time';
    if (hasWritten) finish({ kind: 'unknown', code: 'timeout', detail });
    else finish({ kind: 'retry', afterMs: null, code: 'timeout', detail });
  }, timeoutMs);
  // Read when the server has answered DATA, and not before.
  async function* body() {
    hasWritten = true;
    yield bytes;
  }
  const send = () =>
    connection.send(envelope, Readable.from(body()), (error) => {
      if (error) return fail(error);
      return finish({ kind: 'accepted', providerId: messageId.slice(1, -1) });
    });
  connection.on('error', fail);
  connection.connect((error) => {
    if (error) return fail(error);
    if (!credentials) return send();
    // Without this check, a server that offers no login would get the email without one.
    if (!connection.allowsAuth) return fail(Object.assign(new Error(NO_LOGIN), { code: NO_AUTH }));
    return connection.login({ credentials }, (refused) => (refused ? fail(refused) : send()));
  });
}

const NO_LOGIN = 'the SMTP server offers no login, and SMTP_URL has a user';

function outcomeOfFailure(error: NodemailerError, hasWritten: boolean): SendOutcome {
  const { originalCode } = error;
  const failure: SmtpFailure = {
    code: error.code ?? 'no_code',
    command: error.command ?? 'CONN',
    reply: error.response ?? null,
    cause: typeof originalCode === 'string' ? originalCode : null,
    hasWritten,
  };
  const code = failureCode(failure);
  // The reply says more than nodemailer's words around it.
  const message = failure.reply ?? error.message;
  return outcomeOfError(
    { code, status: null, message, retryAfterMs: null },
    { [code]: categorize(failure) },
  );
}

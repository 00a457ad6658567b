/**
 * Which failures of an SMTP session are worth a retry, and which are not. Replies: RFC 5321, section
 * 4.2; enhanced codes such as `5.7.1`: RFC 3463.
 */

import type { ErrorCategory } from './outcomes.ts';

/** A failed session, as nodemailer reports it. */
export interface SmtpFailure {
  /** nodemailer's code: `EAUTH`, `EENVELOPE`, `ETLS` … (nodemailer.com/errors). */
  readonly code: string;
  /** The command that failed; `CONN` for the connection. */
  readonly command: string;
  /** The server's reply; null if there was none. */
  readonly reply: string | null;
  /** Node's code of a network or TLS error. */
  readonly cause: string | null;
  /** Whether a byte of the email had been written: from then on, the server may have it. */
  readonly hasWritten: boolean;
}

export interface SmtpReply {
  readonly status: number;
  /** `5.1.1`; null if the server sends none. */
  readonly enhanced: string | null;
}

export function readReply(reply: string | null): SmtpReply | null {
  const parts = /^([2-5]\d{2})[ -]?([245]\.\d{1,3}\.\d{1,3})?/.exec(reply ?? '');
  return parts ? { status: Number(parts[1]), enhanced: parts[2] ?? null } : null;
}

/** `smtp_550_5.1.1`, or the name of what went wrong without a reply. */
export function failureCode({ code, reply, cause }: SmtpFailure): string {
  const read = readReply(reply);
  if (!read) return cause ?? code;
  return ['smtp', read.status, read.enhanced].filter((part) => part !== null).join('_');
}

export function categorize(failure: SmtpFailure): ErrorCategory {
  const { reply, hasWritten } = failure;
  const read = readReply(reply);
  // 421: the server ends the session. It may have kept what it had received.
  if (hasWritten && (read === null || read.status === 421)) return 'unknown';
  if (read === null) return categorizeSilence(failure);
  if (read.status < 500) return DAILY_LIMIT.test(reply ?? '') ? 'retry_later' : 'retry';
  return categorizeRefusal(failure, read);
}

function categorizeSilence({ code, cause }: SmtpFailure): ErrorCategory {
  // nodemailer compares the size with the server's limit before it sends.
  if (code === 'EMESSAGE') return 'permanent';
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === NO_AUTH) return 'configuration';
  return cause !== null && UNTRUSTED.test(cause) ? 'configuration' : 'retry';
}

function categorizeRefusal({ command, reply }: SmtpFailure, read: SmtpReply): ErrorCategory {
  switch (command) {
    case 'RCPT TO':
      return isAboutAccount(read, reply) ? 'configuration' : 'permanent';
    case 'DATA':
      return NOT_OUR_SENDER.test(reply ?? '') ? 'configuration' : 'permanent';
    case 'MAIL FROM':
      return read.status === 552 ? 'permanent' : 'configuration';
    default:
      // Greeting, EHLO, STARTTLS and AUTH: the same for every email.
      return 'configuration';
  }
}

/** Our own code: there are credentials, and the server does not ask for any. */
export const NO_AUTH = 'auth_not_offered';

/** Node's codes of a certificate that it does not trust. */
const UNTRUSTED = /^(ERR_TLS_|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_)/;

/** A server that refuses a recipient because it refuses us: it demands a login, or does not relay. */
function isAboutAccount({ status, enhanced }: SmtpReply, reply: string | null): boolean {
  if (status === 530 || status === 535) return true;
  // 5.1.7 and 5.1.8: the sender's address.
  return /^5\.1\.[78]$/.test(enhanced ?? '') || RELAY_DENIED.test(reply ?? '');
}

const RELAY_DENIED = /relay|not authenticated|authentication required|log ?in first/i;
/** After the whole email, servers of senders also check the sender: Amazon SES, for one. */
const NOT_OUR_SENDER = /not verified|not authori[sz]ed|sender (address )?(rejected|denied)/i;
const DAILY_LIMIT = /\b(daily|hourly|monthly)\b.*\b(quota|limit)|quota exceeded/i;

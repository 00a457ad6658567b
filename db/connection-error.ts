import { WismrError } from '../domain/error.ts';

/** Postgres's codes: https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const REFUSALS: Readonly<Record<string, string>> = {
  '28P01': 'refuses the password in DATABASE_URL',
  '28000': 'refuses the user in DATABASE_URL',
  '3D000': 'has no such database: create it, or correct DATABASE_URL',
  '42501':
    'does not let the user in DATABASE_URL create tables: make it the database owner, or first run ' +
    '`npm run wismr -- migrate` as the owner',
  '53300': 'has no connection left: raise max_connections, or stop another program',
  '57P03': 'is starting: try again in a moment',
};
/** Codes of Node.js and of the driver. */
const NO_ANSWER = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'EPIPE',
];
/** Postgres's codes for a connection that it ends or cannot give now. */
const ENDED = ['08000', '08003', '08006', '53300', '57P01', '57P02', '57P03'];
/** Postgres's codes for a statement that it cannot run now: it took too long, or no write is possible. */
const NOT_NOW = ['25006', '53100', '55P03', '57014'];

/** The code of an error that the pool makes. */
const UNAVAILABLE = 'POSTGRES_UNAVAILABLE';

export function unavailable(message: string, cause: unknown = null): Error {
  return Object.assign(new Error(message, cause === null ? {} : { cause }), { code: UNAVAILABLE });
}

/** Whether the connection is lost, or there was none. Another one may work. */
export function isConnectionError(error: unknown): boolean {
  const code = codeOf(error);
  return code === UNAVAILABLE || NO_ANSWER.includes(code) || ENDED.includes(code);
}

/** Whether the same request may succeed in a moment. */
export function isUnavailable(error: unknown): boolean {
  return isConnectionError(error) || NOT_NOW.includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Why Postgres cannot be used, in one line without the password; null for any other error. */
export function explainConnectionError(error: unknown, url: string): WismrError | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const code = String(error.code);
  const { hostname, port, pathname } = new URL(url);
  const place = `${hostname}:${port || 5432}${pathname}`;
  const refusal = REFUSALS[code];
  if (refusal) return new WismrError('unavailable', `Postgres at ${place} ${refusal}`);
  if (!NO_ANSWER.includes(code)) return null;
  const advice = 'start it, or correct DATABASE_URL';
  return new WismrError('unavailable', `Postgres does not answer at ${place} (${code}): ${advice}`);
}

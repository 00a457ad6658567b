import { isAPIError } from 'better-auth/api';

export type AuthAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string };

/** Answers with 500 that are refusals: a disabled account, and a passkey that is none. */
const REFUSALS = [
  'FAILED_TO_CREATE_SESSION',
  'UNABLE_TO_CREATE_SESSION',
  'FAILED_TO_VERIFY_REGISTRATION',
];

/** What better-auth answers. A refusal is a value, with its code; a bug or an outage is thrown. */
export async function callAuth<T>(call: Promise<T>): Promise<AuthAnswer<T>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    if (!isAPIError(error)) throw error;
    const code = String(error.body?.code ?? error.status);
    if (error.statusCode >= 500 && !REFUSALS.includes(code)) throw error;
    return { ok: false, code };
  }
}

import { isAPIError } from 'better-auth/api';

export type AuthAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string };

/** What better-auth answers. A refusal is a value, with its code; a bug or an outage is thrown. */
export async function callAuth<T>(call: Promise<T>): Promise<AuthAnswer<T>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    return { ok: false, code: String(error.body?.code ?? error.status) };
  }
}

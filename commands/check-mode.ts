import type { Queryable } from '../db/connect.ts';
import { type ModeRef, readMode } from '../db/test-mode.ts';
import { WismrError } from '../domain/error.ts';

export type { ModeName } from '../db/test-mode.ts';

/** Throws `conflict` if the order of `ref` exists in the other mode: live, or test. */
export async function assertMode(sql: Queryable, ref: ModeRef, isTest: boolean): Promise<void> {
  const mode = await readMode(sql, ref);
  if (mode !== null && mode.isTest !== isTest) throw wrongMode(mode);
}

export function wrongMode({ orderId, isTest }: { orderId: string; isTest: boolean }): WismrError {
  const made = `order ${orderId} was made with a ${isTest ? 'test' : 'live'} key`;
  const use = isTest ? 'use a test key, or another order id' : 'use a live key';
  return new WismrError('conflict', `${made}: ${use}`);
}

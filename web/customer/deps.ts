import type { Sql } from '../../db/connect.ts';
import type { ServerKeys } from '../../db/server-keys.ts';

export interface PageDeps {
  readonly sql: Sql;
  /** The public address of the pages, without a slash at the end. */
  readonly publicUrl: string;
  /** They sign the addresses of the pages. */
  readonly keys: ServerKeys;
  /** How many days a page stays open after the order or the return has ended. */
  readonly pageDays: number;
  /** Wakes the relays, so that they deliver an answer at once. Never throws. */
  readonly notifyRelay: () => void;
}

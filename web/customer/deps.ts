import type { Sql } from '../../db/connect.ts';

export interface PageDeps {
  readonly sql: Sql;
  /** The public address of the pages, without a slash at the end. */
  readonly publicUrl: string;
  /** Wakes the relays, so that they deliver an answer at once. Never throws. */
  readonly notifyRelay: () => void;
}

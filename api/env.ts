import type { Logger } from 'pino';
import type { CarrierAdapter } from '../carriers/adapter.ts';
import type { Sql } from '../db/connect.ts';
import type { NotifyRelay } from '../db/notify-relay.ts';
import type { Shop } from '../db/shops.ts';

/** What the routes work with. Wired in api/main.ts. */
export interface ApiDeps {
  readonly sql: Sql;
  /** Tells the relays that there is mail. */
  readonly wake: NotifyRelay;
  readonly findAdapter: (carrier: string) => CarrierAdapter | null;
  readonly listAdapters: () => readonly CarrierAdapter[];
  /** Where customers reach us, without a slash at the end. */
  readonly publicUrl: string;
  readonly log: Logger;
}

export interface ApiEnv {
  Variables: {
    log: Logger;
    /** The shop whose key came with the request. */
    shop: Shop;
  };
}

import type { Logger } from 'pino';
import type { CarrierAdapter } from '../carriers/adapter.ts';
import type { RefusalCounter } from '../commands/count-refusals.ts';
import type { WebhookCounter } from '../commands/count-webhooks.ts';
import type { SignIn } from '../commands/sign-in/create-auth.ts';
import type { Sql } from '../db/connect.ts';
import type { Encryption } from '../db/encryption.ts';
import type { ServerKeys } from '../db/server-keys.ts';
import type { ApiKey, KeyRefusal } from '../views/api-key.ts';
import type { Shop } from '../views/shop.ts';
import type { AddressOf } from './caller-address.ts';
import type { RateLimitName, RateLimits } from './rate-limits.ts';

/** Why a request was refused: by its API key, for the key's scopes, or by a wrong OPERATIONS_KEY. */
export type RequestRefusal = KeyRefusal | 'forbidden' | 'operations_key';

/** What the routes depend on. api/main.ts provides it. */
export interface ApiDeps {
  readonly sql: Sql;
  /** Wakes the relays, so that they deliver a write at once. Never throws. */
  readonly notifyRelay: () => void;
  readonly webhookCounter: WebhookCounter;
  readonly keyRefusals: RefusalCounter<RequestRefusal>;
  /** Counts what `rateLimits` refuses. */
  readonly rateLimitCounter: RefusalCounter<RateLimitName>;
  readonly rateLimits: RateLimits;
  /** Finds the address of a caller, also behind proxies. */
  readonly addressOf: AddressOf;
  readonly findAdapter: (carrier: string) => CarrierAdapter | null;
  readonly listAdapters: () => readonly CarrierAdapter[];
  /** The public address of the API, without a slash at the end. */
  readonly publicUrl: string;
  /** How many days a customer's page stays open after the order or the return has ended. */
  readonly pageDays: number;
  /** Hashes suppressed addresses. */
  readonly keys: ServerKeys;
  readonly log: Logger;
  /** Decrypts secrets and credentials of carriers; null: a shop can have none. */
  readonly encryption: Encryption | null;
  /** Opens `/readyz`, `/metrics` and `/reference`; null: to this machine alone. */
  readonly operationsKey: string | null;
  /** Whether everybody may read `/reference` and `/openapi.json`, or operators only. */
  readonly isReferencePublic: boolean;
  /** Whether the workers can email the operators about alerts. */
  readonly notifiesOperators: boolean;
  /** What verifies the providers' webhooks. Null: not set, and every webhook is refused. */
  readonly providerSecrets: {
    readonly resendWebhookSecret: string | null;
    readonly twilioAuthToken: string | null;
    readonly sinchWebhookSecret: string | null;
  };
  /** Null: sign-in is off, because AUTH_SECRET is not set. */
  readonly signIn: SignIn | null;
}

export interface ApiEnv {
  Variables: {
    /** Names the request in its answer and in every line of its log. */
    requestId: string;
    log: Logger;
    /** The public address of the API, without a slash at the end. */
    publicUrl: string;
    /** The shop that owns the request's API key. */
    shop: Shop;
    /** What that key may do. */
    apiKey: ApiKey;
  };
}

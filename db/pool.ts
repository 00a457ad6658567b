/**
 * A pool in place of the driver's own, which stays usable while Postgres restarts: it waits for a
 * connection for a limited time, and replaces connections that close instead of reconnecting them.
 */

import type postgres from 'postgres';
import { isConnectionError, unavailable } from './connection-error.ts';
import {
  type DriverQuery,
  isQuery,
  type Member,
  type OpenDriver,
  openMember,
  type TransactionBody,
} from './pool-member.ts';

export interface PoolOptions {
  readonly open: OpenDriver;
  readonly max: number;
  /** How long to wait for a connection, in milliseconds. */
  readonly waitMs: number;
  /** How long a statement may take, in milliseconds; null: as long as it needs. */
  readonly answerMs: number | null;
}

const RETRY_MS = 200;
/** Between half an hour and an hour, so that not all end at once. */
const LIFETIME_MS = () => (30 + Math.random() * 30) * 60_000;

/** The driver's interface, over a pool. */
export function createPool(options: PoolOptions): postgres.Sql {
  const pool = new Pool(options);
  // Makes queries, and listens. It opens no connection for queries.
  const maker = options.open(() => undefined);
  const redirected = <T>(made: T): T => {
    if (isQuery(made)) made.handler = (query) => void pool.run(query);
    return made;
  };
  const own: Readonly<Record<string | symbol, unknown>> = {
    unsafe: (...args: Parameters<postgres.Sql['unsafe']>) => redirected(maker.unsafe(...args)),
    notify: async (channel: string, payload: string) =>
      redirected(maker`select pg_notify(${channel}, ${payload})`),
    begin: (...args: readonly [TransactionBody] | readonly [string, TransactionBody]) =>
      args.length === 1 ? pool.begin('', args[0]) : pool.begin(...args),
    reserve: async () => reserved(maker, await pool.reserve()),
    end: async ({ timeout }: { readonly timeout?: number } = {}) => {
      await pool.end(timeout === undefined ? null : timeout * 1_000);
      await maker.end({ timeout: 1 });
    },
  };
  return new Proxy(maker, {
    apply: (target, self, args) => redirected(Reflect.apply(target, self, args)),
    get: (target, name) => (name in own ? own[name] : Reflect.get(target, name)),
  });
}

/** The driver's interface, over one connection: what is sent together runs in that order. */
function reserved(maker: postgres.Sql, { run, release }: Reserved): postgres.ReservedSql {
  const redirected = <T>(made: T): T => {
    if (isQuery(made)) made.handler = run;
    return made;
  };
  const own: Readonly<Record<string | symbol, unknown>> = {
    release,
    unsafe: (...args: Parameters<postgres.Sql['unsafe']>) => redirected(maker.unsafe(...args)),
  };
  return new Proxy(maker, {
    apply: (target, self, args) => redirected(Reflect.apply(target, self, args)),
    get: (target, name) => (name in own ? own[name] : Reflect.get(target, name)),
  }) as postgres.ReservedSql;
}

interface Reserved {
  /** Sends a query at once. */
  readonly run: (query: DriverQuery) => void;
  readonly release: () => void;
}

interface Waiter {
  resolve(member: Member): void;
  reject(error: unknown): void;
}

class Pool {
  readonly #options: PoolOptions;
  readonly #idle: Member[] = [];
  readonly #busy = new Set<Member>();
  readonly #retireAt = new WeakMap<Member, number>();
  #waiters: readonly Waiter[] = [];
  #opening = 0;
  #lastError: unknown = null;
  #whenQuiet: (() => void) | null = null;
  #isEnded = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async run(query: DriverQuery): Promise<void> {
    try {
      const member = await this.#acquire(this.#options.waitMs);
      await member.run(query);
      this.#release(member);
    } catch (error) {
      query.reject(error);
    }
  }

  async reserve(): Promise<Reserved> {
    const member = await this.#acquire(this.#options.waitMs);
    return {
      run: (query) => void member.run(query).catch(query.reject),
      release: () => this.#release(member),
    };
  }

  /** Begins again on another connection if the first one closed before the transaction began. */
  async begin(options: string, scope: TransactionBody): Promise<unknown> {
    const until = Date.now() + this.#options.waitMs;
    for (;;) {
      const member = await this.#acquire(until - Date.now());
      let hasBegun = false;
      try {
        return await member.begin(options, (tx) => {
          hasBegun = true;
          return scope(tx);
        });
      } catch (error) {
        if (hasBegun || !member.isLost || Date.now() >= until) throw error;
      } finally {
        this.#release(member);
      }
    }
  }

  /** Waits for what is under way, for at most `withinMs`, and closes all connections. */
  async end(withinMs: number | null): Promise<void> {
    this.#isEnded = true;
    this.#failWaiters(ended());
    if (this.#busy.size > 0) {
      await new Promise<void>((resolve) => {
        const timer = withinMs === null ? undefined : setTimeout(resolve, withinMs);
        this.#whenQuiet = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    await Promise.all([...this.#idle, ...this.#busy].map((member) => member.end()));
  }

  #acquire(withinMs: number): Promise<Member> {
    if (this.#isEnded) return Promise.reject(ended());
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        this.#waiters = this.#waiters.filter((each) => each !== waiter);
      };
      const waiter: Waiter = {
        resolve: (member) => {
          stop();
          resolve(member);
        },
        reject: (error) => {
          stop();
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        const { waitMs } = this.#options;
        const message = `no connection to Postgres within ${waitMs / 1_000} s`;
        waiter.reject(unavailable(message, this.#lastError));
      }, withinMs);
      this.#waiters = [...this.#waiters, waiter];
      this.#serve();
    });
  }

  #release(member: Member): void {
    this.#busy.delete(member);
    if (!member.isLost) {
      const isOld = Date.now() > (this.#retireAt.get(member) ?? 0);
      if (isOld || this.#isEnded) void member.end();
      else this.#idle.push(member);
    }
    if (this.#busy.size === 0) this.#whenQuiet?.();
    this.#serve();
  }

  /** Gives idle connections to those who wait, and opens more if there are too few. */
  #serve(): void {
    for (;;) {
      const [waiter] = this.#waiters;
      const member = waiter && this.#idle.pop();
      if (!member) break;
      this.#busy.add(member);
      waiter.resolve(member);
    }
    const { max } = this.#options;
    while (
      this.#opening < this.#waiters.length &&
      this.#opening + this.#busy.size + this.#idle.length < max
    ) {
      this.#opening += 1;
      void this.#open();
    }
  }

  async #open(): Promise<void> {
    const { open, answerMs } = this.#options;
    try {
      const member = await openMember({ open, answerMs, onLost: (lost) => this.#drop(lost) });
      this.#lastError = null;
      this.#opening -= 1;
      this.#retireAt.set(member, Date.now() + LIFETIME_MS());
      this.#release(member);
    } catch (error) {
      this.#lastError = error;
      // A refused password does not get right by waiting.
      if (!isConnectionError(error)) this.#failWaiters(error);
      setTimeout(() => {
        this.#opening -= 1;
        this.#serve();
      }, RETRY_MS);
    }
  }

  #drop(member: Member): void {
    const place = this.#idle.indexOf(member);
    if (place >= 0) this.#idle.splice(place, 1);
    this.#serve();
  }

  #failWaiters(error: unknown): void {
    for (const waiter of this.#waiters) waiter.reject(error);
  }
}

function ended(): Error {
  return unavailable('the connections to Postgres are closed');
}

/**
 * One connection of the pool: a driver of its own, which is never used again after its connection
 * has closed. The driver (3.4.9) keeps state over a reconnect: what it had not written yet, and
 * which query waits for an answer. A statement of a transaction whose connection has closed crashes
 * the process, or runs outside of the transaction.
 */

import type postgres from 'postgres';
import { isConnectionError, unavailable } from './connection-error.ts';

/** What the pool needs to know of the driver's queries. They run when something awaits them. */
export interface DriverQuery extends Promise<unknown> {
  handler: (query: DriverQuery) => void;
  reject(error: unknown): void;
}

export function isQuery(value: unknown): value is DriverQuery {
  return value instanceof Promise && 'handler' in value;
}

/** Opens a driver with one connection. Calls `onclose` when the connection closes. */
export type OpenDriver = (onclose: () => void) => postgres.Sql;

/** A part of a transaction. */
export type TransactionBody = (sql: postgres.TransactionSql) => unknown;

export interface Member {
  readonly isLost: boolean;
  readonly openedAt: number;
  /** Runs a query that another driver made. Resolves when it has an answer, or has failed. */
  run(query: DriverQuery): Promise<void>;
  begin(options: string, scope: TransactionBody): Promise<unknown>;
  /** Closes the connection, at once if a statement is under way. */
  end(): Promise<void>;
}

export interface MemberOptions {
  readonly open: OpenDriver;
  /** How long a statement may take, in milliseconds; null: as long as it needs. */
  readonly answerMs: number | null;
  readonly onLost: (member: Member) => void;
}

/** Connects, or throws the reason why it cannot. */
export async function openMember(options: MemberOptions): Promise<Member> {
  const connection = new Connection(options);
  await connection.connect();
  return connection;
}

class Connection implements Member {
  readonly openedAt = Date.now();
  isLost = false;
  #underWay = 0;
  readonly #options: MemberOptions;
  readonly #sql: postgres.Sql;
  readonly #execute: (query: DriverQuery) => void;
  /** Rejects when the connection is lost. */
  readonly #lost = Promise.withResolvers<never>();

  constructor(options: MemberOptions) {
    this.#options = options;
    this.#lost.promise.catch(() => undefined);
    this.#sql = options.open(() => this.#lose(unavailable('the connection has closed')));
    this.#execute = (this.#sql`` as unknown as DriverQuery).handler;
  }

  async connect(): Promise<void> {
    try {
      await this.#sql`select 1`;
    } catch (error) {
      this.#lose(error);
      throw error;
    }
  }

  async run(query: DriverQuery): Promise<void> {
    query.handler = this.#execute;
    this.#watch(query).handler(query);
    await query.catch(() => undefined);
  }

  async begin(options: string, scope: TransactionBody): Promise<unknown> {
    let stopTimer = (): void => undefined;
    const transaction = this.#sql.begin(options, async (tx) => {
      try {
        const made = scope(this.#guard(tx));
        const result = await (Array.isArray(made) ? Promise.all(made) : made);
        if (!this.isLost) {
          stopTimer = this.#startTimer();
          return result;
        }
      } catch (error) {
        if (!this.isLost) throw error;
      }
      // The driver would now write to the closed connection, and crash.
      return new Promise(() => undefined);
    });
    try {
      return await Promise.race([transaction, this.#lost.promise]);
    } catch (error) {
      transaction.catch(() => undefined);
      throw error;
    } finally {
      stopTimer();
    }
  }

  async end(): Promise<void> {
    this.isLost = true;
    await this.#sql.end({ timeout: this.#underWay > 0 ? 0 : 1 });
  }

  /** A transaction that refuses statements once its connection is lost. */
  #guard(tx: postgres.TransactionSql): postgres.TransactionSql {
    const watched = (made: unknown) => (isQuery(made) ? this.#watch(made) : made);
    return new Proxy(tx, {
      apply: (target, self, args) => watched(Reflect.apply(target, self, args)),
      get: (target, name) =>
        name === 'unsafe'
          ? (...args: Parameters<typeof target.unsafe>) => watched(target.unsafe(...args))
          : Reflect.get(target, name),
    });
  }

  /** Fails a query that gets no answer in time, or whose connection is lost. */
  #watch(query: DriverQuery): DriverQuery {
    const execute = query.handler;
    query.handler = (started) => {
      if (this.isLost) {
        started.reject(unavailable('the connection has closed'));
        return;
      }
      const stopTimer = this.#startTimer((error) => started.reject(error));
      this.#underWay += 1;
      execute(started);
      const stop = () => {
        this.#underWay -= 1;
        stopTimer();
      };
      started.then(stop, (error: unknown) => {
        stop();
        // It closes in a moment. Until then the driver would take queries and not answer them.
        if (isConnectionError(error)) this.#lose(error);
      });
    };
    return query;
  }

  #startTimer(onLate: (error: Error) => void = () => undefined): () => void {
    const { answerMs } = this.#options;
    if (answerMs === null) return () => undefined;
    const timer = setTimeout(() => {
      const error = unavailable(`no answer within ${answerMs / 1_000} s`);
      onLate(error);
      this.#lose(error);
    }, answerMs);
    return () => clearTimeout(timer);
  }

  #lose(error: unknown): void {
    if (this.isLost) return;
    this.isLost = true;
    this.#lost.reject(error);
    void this.#sql.end({ timeout: 0 });
    this.#options.onLost(this);
  }
}

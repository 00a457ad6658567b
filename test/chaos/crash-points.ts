/**
 * The named points of the send path at which a process dies. The product knows nothing of them:
 * triggers in the run's database hold a statement there until the process is killed.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../../db/connect.ts';

interface CrashPoint {
  readonly application: 'wismr-worker' | 'wismr-api';
  readonly table: 'notification' | 'journey' | 'journey_event';
  readonly on: 'insert' | 'update' | 'insert or update';
  readonly when: string;
  /** Held at commit: the work is done, and the process never learns of it. Default: in the middle. */
  readonly atCommit?: true;
  /** True: the statement fails after the kill, as if it had never arrived. */
  readonly aborts?: true;
}

const CLAIMED = `new.state = 'attempting'`;
const SETTLED = `new.state in ('accepted', 'unknown') and old.state = 'attempting'`;

export const CRASH_POINTS: Readonly<Record<string, CrashPoint>> = {
  /** The ledger has the message, and nobody has rendered it. */
  opened: worker('notification', 'insert', 'new.state is null'),
  /** The message is rendered, the attempt is about to be claimed, and is not. */
  before_claim: { ...worker('notification', 'insert or update', CLAIMED), aborts: true },
  /** The attempt is claimed, and the provider has not seen it. */
  after_claim: worker('notification', 'insert or update', CLAIMED),
  /** The provider has answered, and nothing of that is stored. */
  before_settle: { ...worker('notification', 'update', SETTLED), aborts: true },
  /** The outcome is in ledger and log, and Temporal does not know. */
  after_settle: {
    ...worker('journey_event', 'insert', `new.kind = 'notification_settled'`),
    atCommit: true,
  },
  /** A timer is in the log, and its workflow does not know. */
  after_timer: { ...worker('journey_event', 'insert', `new.kind = 'timer_fired'`), atCommit: true },
  /** A relay has claimed journeys, and signalled nothing. */
  relay_claimed: worker(
    'journey',
    'update',
    'new.claimed_until is distinct from old.claimed_until and new.claimed_until is not null',
  ),
  /** A relay has signalled events, and has not noted it. */
  relay_signalled: {
    ...worker('journey', 'update', 'new.delivered_seq > old.delivered_seq'),
    aborts: true,
  },
  /** A request is half done. */
  api_before_commit: api(),
  /** A request is done, and its sender gets no answer. */
  api_after_commit: { ...api(), atCommit: true },
};

/** The provider has accepted a message, and its answer is not sent yet: see the sandbox. */
export const ACCEPTED_POINT = 'after_provider_accepted';

function worker(table: CrashPoint['table'], on: CrashPoint['on'], when: string): CrashPoint {
  return { application: 'wismr-worker', table, on, when };
}

function api(): CrashPoint {
  return { application: 'wismr-api', table: 'journey_event', on: 'insert', when: 'true' };
}

/** How long a statement is held at most. */
const HOLD_SECONDS = 3;

export async function installCrashPoints(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create schema chaos;
    create table chaos.armed (point text primary key);
    create function chaos.hold() returns trigger language plpgsql as $$
    begin
      if current_setting('application_name') = tg_argv[1]
        and exists (select from chaos.armed where point = tg_argv[0]) then
        perform pg_sleep(${HOLD_SECONDS});
        if tg_argv[2] = 'abort' then raise exception 'held at %', tg_argv[0]; end if;
      end if;
      return null;
    end $$;`);
  for (const [name, point] of Object.entries(CRASH_POINTS)) {
    const { table, on, when, application, atCommit, aborts } = point;
    const kind = atCommit ? 'constraint trigger' : 'trigger';
    const deferred = atCommit ? 'deferrable initially deferred' : '';
    await sql.unsafe(`
      create ${kind} chaos_${name} after ${on} on ${table} ${deferred}
      for each row when (${when})
      execute function chaos.hold('${name}', '${application}', '${aborts ? 'abort' : ''}')`);
  }
}

export interface KillAt {
  /** Called with the database user of the process that is held. */
  readonly kill: (user: string) => Promise<void>;
  readonly withinMs: number;
}

/**
 * Waits until a process is held at the point, and kills it there. False: none came by in time.
 * Errors of the database count as that.
 */
export async function killAt(
  sql: Sql,
  point: string,
  { kill, withinMs }: KillAt,
): Promise<boolean> {
  const application = CRASH_POINTS[point]?.application ?? '';
  await sql`insert into chaos.armed values (${point}) on conflict do nothing`;
  try {
    const until = Date.now() + withinMs;
    while (Date.now() < until) {
      const [held] = await sql<{ usename: string }[]>`
        select usename from pg_stat_activity
        where application_name = ${application} and wait_event = 'PgSleep'`;
      if (held) {
        await kill(held.usename);
        return true;
      }
      await sleep(20);
    }
    return false;
  } finally {
    await sql`delete from chaos.armed`;
  }
}

/** Providers' accounts that refuse every message. At most one current outage per provider. */

import type { Channel } from '../domain/message.ts';
import type { Queryable } from './connect.ts';

/** The error of a message that waits for the account. The provider's code follows it. */
export const ACCOUNT_REFUSES = 'account_refuses';

export interface Outage {
  readonly provider: string;
  readonly channel: Channel;
  readonly since: Date;
  /** Null: only one message has been refused. */
  readonly openedAt: Date | null;
  /** The id of the notification that was refused first. */
  readonly refusedId: string;
  readonly lastError: string;
  readonly nextProbeAt: Date;
}

export async function findOutage(sql: Queryable, provider: string): Promise<Outage | null> {
  const [row] = await sql<Outage[]>`
    select provider, channel, since, opened_at, refused_id, last_error, next_probe_at
    from provider_outage where provider = ${provider} and ended_at is null`;
  return row ?? null;
}

/** Those that are open, or that have lasted for `minutes`. */
export async function readOutages(sql: Queryable, minutes: number): Promise<readonly Outage[]> {
  return sql<Outage[]>`
    select provider, channel, since, opened_at, refused_id, last_error, next_probe_at
    from provider_outage where ended_at is null
      and (opened_at is not null or since < now() - ${minutes} * interval '1 minute')
    order by since`;
}

export interface AccountRefusal {
  readonly provider: string;
  readonly channel: Channel;
  /** The notification's id. */
  readonly id: string;
  readonly code: string;
}

/** Notes a refusal. The refusal of a second message opens the outage. Returns the outage. */
export async function noteRefusal(
  sql: Queryable,
  { provider, channel, id, code }: AccountRefusal,
  probeIntervalMs: number,
): Promise<Outage | null> {
  await sql`
    insert into provider_outage as o (provider, channel, refused_id, last_error, next_probe_at)
    values (${provider}, ${channel}, ${id}, ${code},
      now() + ${probeIntervalMs} * interval '1 millisecond')
    on conflict (provider) where ended_at is null do update set
      last_error = excluded.last_error, next_probe_at = excluded.next_probe_at,
      opened_at = coalesce(o.opened_at,
        case when o.refused_id <> excluded.refused_id then now() end)`;
  return findOutage(sql, provider);
}

/** True for one of all that ask: it may try the account now. */
export async function claimProbe(
  sql: Queryable,
  provider: string,
  probeIntervalMs: number,
): Promise<boolean> {
  const rows = await sql`
    update provider_outage
    set next_probe_at = now() + ${probeIntervalMs} * interval '1 millisecond'
    where provider = ${provider} and ended_at is null and next_probe_at <= now() returning id`;
  return rows.length > 0;
}

/** True if there was one that had opened. */
export async function endOutage(sql: Queryable, provider: string): Promise<boolean> {
  const rows = await sql<{ openedAt: Date | null }[]>`
    update provider_outage set ended_at = now()
    where provider = ${provider} and ended_at is null returning opened_at`;
  return rows.some(({ openedAt }) => openedAt !== null);
}

/** Whether an earlier message of the journey waits for the same account. */
export async function isHeldBehind(
  sql: Queryable,
  { id, error }: { readonly id: string; readonly error: string },
): Promise<boolean> {
  const [row] = await sql`
    select 1 from notification own join notification other using (journey_id, channel)
    where own.id = ${id} and other.id <> own.id and other.settled_at is null
      and other.decision = 'send' and starts_with(other.last_error, ${error})
      and (other.decided_at, other.key) < (own.decided_at, own.key) limit 1`;
  return row !== undefined;
}

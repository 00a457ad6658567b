import type { MessageKind } from '../domain/message.ts';
import type { Queryable } from './connect.ts';
import { contactIdOf } from './contacts.ts';
import type { NotificationRow } from './notifications.ts';
import { isTestOf } from './test-mode.ts';

/** The largest limit that a policy can set for a day. */
const TIMES_MAX = 100;

/**
 * When messages of some kinds reached a person in the last day, over all their orders and returns with
 * the shop, newest first. Those of test orders count for test orders only. The same message by two channels counts once, and `key` itself does not
 * count. A local day can last 25 hours, so this goes back for 26.
 */
export async function readSentTimes(
  sql: Queryable,
  { journeyId, shopId, key, kinds, now }: SentQuery,
): Promise<readonly Date[]> {
  const rows = await sql<{ at: Date }[]>`
    with subject as (
      select c.email, c.phone, ${isTestOf(sql, journeyId)} as is_test from contact c
      where c.id = ${contactIdOf(sql, journeyId)}
    ), own as (
      select o.journey_id from customer_order o join contact c on c.id = o.contact_id, subject
      where c.shop_id = ${shopId} and o.is_test = subject.is_test
        and (c.email = subject.email or c.phone = subject.phone)
      union
      select r.journey_id from customer_return r
      join customer_order o on o.shop_id = r.shop_id and o.order_id = r.order_id
      join contact c on c.id = r.contact_id, subject
      where c.shop_id = ${shopId} and o.is_test = subject.is_test
        and (c.email = subject.email or c.phone = subject.phone)
    )
    select max(n.settled_at) as at
    from notification n join own on own.journey_id = n.journey_id
    where n.kind = any(${[...kinds]}) and n.state in ('accepted', 'unknown')
      and n.settled_at >= greatest(now(), ${new Date(now)}) - interval '26 hours'
      and regexp_replace(n.key, '/[^/]*$', '') <> regexp_replace(${key}, '/[^/]*$', '')
    group by regexp_replace(n.key, '/[^/]*$', '')
    order by at desc limit ${TIMES_MAX}`;
  return rows.map(({ at }) => at);
}

export interface SentQuery extends Pick<NotificationRow, 'journeyId' | 'shopId' | 'key'> {
  readonly kinds: readonly MessageKind[];
  /** Epoch milliseconds. Postgres's time counts if it is later. */
  readonly now: number;
}

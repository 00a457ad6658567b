import type { MessageKind } from '../domain/message.ts';
import type { Queryable } from './connect.ts';
import type { NotificationRow } from './notifications.ts';

/**
 * How many messages of some kinds reached a person since a time, over all their orders and returns
 * with the shop. The same message by two channels counts once; `key` itself does not count.
 */
export async function countSent(
  sql: Queryable,
  { journeyId, shopId, key, kinds, since }: SentQuery,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    with subject as (
      select c.email, c.phone from contact c
      where c.id = coalesce(
        (select contact_id from customer_order where journey_id = ${journeyId}),
        (select contact_id from customer_return where journey_id = ${journeyId}))
    ), own as (
      select o.journey_id from customer_order o join contact c on c.id = o.contact_id, subject
      where c.shop_id = ${shopId} and (c.email = subject.email or c.phone = subject.phone)
      union
      select r.journey_id from customer_return r join contact c on c.id = r.contact_id, subject
      where c.shop_id = ${shopId} and (c.email = subject.email or c.phone = subject.phone)
    )
    select count(distinct regexp_replace(n.key, '/[^/]*$', ''))::int as count
    from notification n join own on own.journey_id = n.journey_id
    where n.kind = any(${[...kinds]}) and n.state in ('accepted', 'unknown')
      and n.settled_at >= ${since}
      and regexp_replace(n.key, '/[^/]*$', '') <> regexp_replace(${key}, '/[^/]*$', '')`;
  return row?.count ?? 0;
}

export interface SentQuery extends Pick<NotificationRow, 'journeyId' | 'shopId' | 'key'> {
  readonly kinds: readonly MessageKind[];
  readonly since: Date;
}

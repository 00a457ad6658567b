-- Polling: asks carriers that send no webhooks, or lose some, about their parcels.

-- The pace and the results of one account.
create table carrier_poll (
  shop_id       text not null,
  carrier       text not null,
  -- No call before then. All workers reserve their calls here.
  next_call_at  timestamptz not null default now(),
  -- The calls of one day. Carriers count days in UTC.
  calls_on      date not null default '-infinity',
  calls         integer not null default 0,
  paused_until  timestamptz,
  last_call_at  timestamptz,
  -- The result of the last call, and the number of failures in a row.
  result        text,
  error         text,
  failures      integer not null default 0,
  failing_since timestamptz,
  -- When the account's workflow wakes without a signal.
  wakes_at      timestamptz,
  primary key (shop_id, carrier),
  foreign key (shop_id, carrier) references carrier_account
);

-- One tracking number that an account is polled for.
create table parcel_poll (
  shop_id         text not null,
  account         text not null,
  tracking_number text not null,
  -- The carrier of the shop's parcel.
  carrier         text not null,
  -- Null: the parcel arrived or its journey ended, so polling stopped.
  next_at         timestamptz,
  -- Until then, one worker polls the number and others skip it.
  claimed_until   timestamptz,
  asked_at        timestamptz,
  -- When the carrier last answered that it knows the number.
  observed_at     timestamptz,
  result          text,
  detail          text,
  -- How many answers in a row did not know the number, and how many were unusable.
  misses          integer not null default 0,
  failures        integer not null default 0,
  primary key (shop_id, account, tracking_number),
  foreign key (shop_id, account) references carrier_poll
);

create index parcel_poll_due on parcel_poll (shop_id, account, next_at, tracking_number)
  where next_at is not null;
create index parcel_poll_number on parcel_poll (shop_id, tracking_number);

-- Parcels that may still move, or whose final status waits for an answer: not at rest, and in an open
-- journey. After 120 days carriers forget a number and may give it to another parcel.
create view parcel_under_way as
select s.shop_id, s.carrier, s.tracking_number,
  case when w.at is null then s.status else 'exception' end as status,
  case when w.at is null then s.reason else 'loss' end as reason,
  s.edd ->> 'date' as edd_date,
  (s.scan_summary ->> 'lastScanAt')::float8 as last_scan_at,
  (s.scan_summary -> 'unconfirmed' ->> 'until')::float8 as unconfirmed_until,
  s.shipped_at as since
from shipment s
join customer_order o on o.shop_id = s.shop_id and o.order_id = s.order_id
join journey j on j.id = o.journey_id
-- A parcel that a person has given up may turn up, even after its order has closed.
left join lateral (
  select max(e.ended_at) as at from escalation e
  where e.journey_id = j.id and e.shipment_id = s.shipment_id
    and e.resolution in ('lost', 'refunded', 'reshipped')
) w on true
where case when w.at is null then j.closed_at is null else w.at > now() - interval '30 days' end
  and s.voided_at is null
  and (s.scan_summary ? 'unconfirmed' and not s.scan_summary -> 'unconfirmed' ? 'accepted'
    or s.status not in ('delivered', 'cancelled')
    and not (s.status = 'return_to_sender' and s.reason is not distinct from 'returned'))
  and s.shipped_at > now() - interval '120 days'
union all
select p.shop_id, p.carrier, p.tracking_number, p.status, p.reason, null,
  (p.scan_summary ->> 'lastScanAt')::float8,
  (p.scan_summary -> 'unconfirmed' ->> 'until')::float8, p.labelled_at
from return_parcel p
join customer_return r on r.shop_id = p.shop_id and r.return_id = p.return_id
join journey j on j.id = r.journey_id
where j.closed_at is null and r.rejected_at is null and r.cancelled_at is null
  and r.received_at is null and p.received_at is null
  and (p.scan_summary ? 'unconfirmed' and not p.scan_summary -> 'unconfirmed' ? 'accepted'
    or p.status not in ('delivered', 'cancelled')
    and not (p.status = 'return_to_sender' and p.reason is not distinct from 'returned'))
  and p.labelled_at > now() - interval '120 days';

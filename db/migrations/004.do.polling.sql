-- Carriers that are asked, because they do not push or because what they push gets lost.

alter table carrier_account
  -- What the carrier's API wants to know: `{"sealed": …}` where the installation has a key for it,
  -- else `{"plain": …}`.
  add column credentials jsonb,
  add column poll_enabled boolean not null default false,
  -- Whose parcels the account can be asked about; `*`: those that no other account is asked about.
  add column poll_carriers text[] not null default '{}',
  -- Limits where they differ from the carrier's usual ones, and where its API is.
  add column poll jsonb not null default '{}';

-- How it goes with asking by an account.
create table carrier_poll (
  shop_id         text not null,
  carrier         text not null,
  -- Before it no call is made: the calls of all workers are spread by it.
  next_call_at    timestamptz not null default now(),
  -- The calls of a day, in UTC: by that day carriers count.
  calls_on        date not null default '-infinity',
  calls           integer not null default 0,
  paused_until    timestamptz,
  last_call_at    timestamptz,
  -- What the last call came to, and how often in a row it failed.
  result          text,
  error           text,
  failures        integer not null default 0,
  failing_since   timestamptz,
  -- When its workflow looks next by itself.
  wakes_at        timestamptz,
  primary key (shop_id, carrier),
  foreign key (shop_id, carrier) references carrier_account
);

-- One tracking number that an account is asked about.
create table parcel_poll (
  shop_id         text not null,
  account         text not null,
  tracking_number text not null,
  -- As the shop's parcel has it.
  carrier         text not null,
  -- Null: its journey is over, or it has arrived. It is not asked about again.
  next_at         timestamptz,
  -- Who asks has it until then; nobody else asks meanwhile.
  claimed_until   timestamptz,
  asked_at        timestamptz,
  -- When an answer knew the number.
  observed_at        timestamptz,
  result          text,
  detail          text,
  -- In a row: answers that do not know it, and answers that could not be used.
  misses          integer not null default 0,
  failures        integer not null default 0,
  primary key (shop_id, account, tracking_number),
  foreign key (shop_id, account) references carrier_poll
);

create index parcel_poll_due on parcel_poll (shop_id, account, next_at, tracking_number)
  where next_at is not null;
create index parcel_poll_number on parcel_poll (shop_id, tracking_number);

create index shipment_moving on shipment (shop_id, shipped_at)
  where status not in ('delivered', 'cancelled');
create index return_parcel_moving on return_parcel (shop_id, labelled_at)
  where status not in ('delivered', 'cancelled');

-- Parcels that may still move: not at rest, and their journey not closed. After 120 days carriers
-- have forgotten a number, and may have given it to another parcel.
create view parcel_under_way as
select s.shop_id, s.carrier, s.tracking_number, s.status, s.reason, s.edd ->> 'date' as edd_date,
  (s.scan_summary ->> 'lastScanAt')::float8 as last_scan_at, s.shipped_at as since
from shipment s
join customer_order o on o.shop_id = s.shop_id and o.order_id = s.order_id
join journey j on j.id = o.journey_id
where j.closed_at is null
  and s.status not in ('delivered', 'cancelled')
  and not (s.status = 'return_to_sender' and s.reason is not distinct from 'returned')
  and s.shipped_at > now() - interval '120 days'
  and not exists (
    select 1 from escalation e
    where e.journey_id = j.id and e.shipment_id = s.shipment_id and e.resolution = 'lost'
  )
union all
select p.shop_id, p.carrier, p.tracking_number, p.status, p.reason, null,
  (p.scan_summary ->> 'lastScanAt')::float8, p.labelled_at
from return_parcel p
join customer_return r on r.shop_id = p.shop_id and r.return_id = p.return_id
join journey j on j.id = r.journey_id
where j.closed_at is null and r.rejected_at is null and r.cancelled_at is null
  and r.received_at is null and p.received_at is null
  and p.status not in ('delivered', 'cancelled')
  and not (p.status = 'return_to_sender' and p.reason is not distinct from 'returned')
  and p.labelled_at > now() - interval '120 days';

-- Returns, the shops' policies, and the cases that overdue expectations open.

-- Every policy that a shop ever had; the latest holds.
create table shop_policy (
  shop_id        text not null references shop,
  version        integer not null check (version > 0),
  document       jsonb not null,
  created_at     timestamptz not null default now(),
  primary key (shop_id, version)
);

alter table shop add column policy_version integer not null default 0;
-- Which policy, and which year's holidays, the journey's log has told last.
alter table journey add column policy_key text;

alter table customer_order add column ship_by timestamptz;

create table customer_return (
  shop_id          text not null references shop,
  return_id        text not null,
  order_id         text not null,
  journey_id       text not null unique references journey,
  contact_id       uuid not null references contact,
  requested_at     timestamptz not null,
  -- Why the customer sends it back, in the shop's or the customer's words.
  reason           text,
  country          text,
  refund_by        timestamptz,
  approved_at      timestamptz,
  rejected_at      timestamptz,
  rejection_reason text,
  received_at      timestamptz,
  inspected_at     timestamptz,
  -- Lines with what becomes of them, and the shop's words for the customer.
  inspection       jsonb,
  cancelled_at     timestamptz,
  -- The address of its page: 128 random bits.
  tracking_token   text not null unique,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  primary key (shop_id, return_id),
  foreign key (shop_id, order_id) references customer_order
);

create index customer_return_order on customer_return (shop_id, order_id);

create table return_item (
  shop_id        text not null,
  return_id      text not null,
  line           integer not null,
  sku            text,
  name           text not null,
  quantity       integer not null check (quantity > 0),
  primary key (shop_id, return_id, line),
  foreign key (shop_id, return_id) references customer_return
);

create table return_parcel (
  shop_id         text not null,
  return_id       text not null,
  parcel_id       text not null,
  carrier         text not null,
  tracking_number text not null,
  service         text,
  label_url       text,
  qr_url          text,
  labelled_at     timestamptz not null,
  scan_summary       jsonb not null,
  status          text not null,
  reason          text,
  received_at     timestamptz,
  created_at      timestamptz not null default now(),
  primary key (shop_id, return_id, parcel_id),
  foreign key (shop_id, return_id) references customer_return
);

create index return_parcel_number on return_parcel (shop_id, tracking_number);

create table return_refund (
  shop_id        text not null,
  return_id      text not null,
  reference      text not null,
  amount         jsonb not null,
  method         text not null,
  -- As the customer knows it: `Visa ending in 4242`.
  method_note    text,
  reason         text,
  final          boolean not null,
  refunded_at    timestamptz not null,
  created_at     timestamptz not null default now(),
  primary key (shop_id, return_id, reference),
  foreign key (shop_id, return_id) references customer_return
);

-- A case for people: one per expectation that went overdue.
create table escalation (
  id             uuid primary key default gen_random_uuid(),
  shop_id        text not null references shop,
  journey_id     text not null references journey,
  expectation_id text not null,
  kind           text not null,
  shipment_id    text,
  carrier        text,
  severity       text not null check (severity in ('low', 'medium', 'high')),
  -- The team that the ladder calls, and the person who took it.
  team           text not null,
  owner          text,
  proposal       text,
  state          text not null check (state in ('open', 'acknowledged', 'resolved', 'withdrawn')),
  resolution     text,
  -- The step of the ladder that last spoke: an older one changes nothing.
  step           integer not null,
  since          timestamptz not null,
  due            timestamptz not null,
  opened_at      timestamptz not null,
  snoozed_until  timestamptz,
  ended_at       timestamptz,
  updated_at     timestamptz not null default now(),
  unique (journey_id, expectation_id)
);

create index escalation_open on escalation (shop_id, opened_at desc, id)
  where state in ('open', 'acknowledged');
create index escalation_shop on escalation (shop_id, opened_at desc, id);

create table escalation_history (
  id             bigint generated always as identity primary key,
  shop_id        text not null,
  escalation_id  uuid not null references escalation,
  at             timestamptz not null,
  change         text not null,
  -- Who did it; null: the engine.
  by             text,
  note           text,
  data           jsonb
);

create index escalation_history_of on escalation_history (escalation_id, id);

-- When a carrier was last heard of at all, for one shop.
create table carrier_feed (
  shop_id        text not null references shop,
  carrier        text not null,
  observed_at       timestamptz not null,
  primary key (shop_id, carrier)
);

create index shipment_under_way on shipment (shop_id, carrier)
  where status in ('unknown', 'pre_transit', 'in_transit', 'out_for_delivery');

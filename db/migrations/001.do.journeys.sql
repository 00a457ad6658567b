-- Shops, their keys, orders with shipments and scans, the log of every journey, and the ledger.

create table shop (
  id             text primary key check (id ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  name           text not null,
  brand          text not null default 'default',
  locale         text not null default 'en',
  time_zone      text not null default 'UTC',
  country        text,
  created_at     timestamptz not null default now()
);

create table api_key (
  id             uuid primary key default gen_random_uuid(),
  shop_id        text not null references shop,
  name           text not null,
  -- SHA-256 of the key. The key itself has 256 random bits and is shown once.
  hash           bytea not null unique,
  created_at     timestamptz not null default now(),
  revoked_at     timestamptz
);

-- A shop's account with a carrier or an aggregator. Two secrets are live while one is rotated.
create table carrier_account (
  shop_id        text not null references shop,
  carrier        text not null,
  secrets        text[] not null default '{}',
  created_at     timestamptz not null default now(),
  primary key (shop_id, carrier)
);

-- What became of the webhooks of a carrier, per day.
create table webhook_count (
  shop_id        text not null references shop,
  carrier        text not null,
  day            date not null,
  verified       bigint not null default 0,
  refused        bigint not null default 0,
  unmapped       bigint not null default 0,
  last_refusal   text,
  primary key (shop_id, carrier, day)
);

-- One order or one return. `wake_seq` is the last event that its workflow must hear of now,
-- `delivered_seq` the last one that was handed over.
create table journey (
  id             text primary key,
  shop_id        text not null references shop,
  kind           text not null check (kind in ('order', 'return')),
  last_seq       integer not null default 0,
  wake_seq       integer not null default 0,
  delivered_seq  integer not null default 0,
  undelivered_since timestamptz,
  -- A relay that took the journey has it until then; if it dies, another takes over.
  claimed_until  timestamptz,
  closed_at      timestamptz,
  created_at     timestamptz not null default now()
);

create index journey_undelivered on journey (undelivered_since) where delivered_seq < wake_seq;

create table journey_event (
  journey_id     text not null references journey,
  seq            integer not null,
  shop_id        text not null,
  kind           text not null,
  -- Facts and ids: no personal data, since all of it enters Temporal.
  data           jsonb not null,
  at             timestamptz not null,
  -- What makes a second append of the same thing do nothing.
  dedupe         text,
  primary key (journey_id, seq)
);

create unique index journey_event_dedupe on journey_event (journey_id, dedupe)
  where dedupe is not null;

create table contact (
  id             uuid primary key default gen_random_uuid(),
  shop_id        text not null references shop,
  name           text,
  email          text,
  -- E.164.
  phone          text,
  locale         text not null,
  time_zone      text not null,
  consent_email  boolean not null,
  consent_sms    boolean not null,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now()
);

create table customer_order (
  shop_id        text not null references shop,
  order_id       text not null,
  journey_id     text not null unique references journey,
  contact_id     uuid not null references contact,
  placed_at      timestamptz not null,
  total          jsonb,
  country        text,
  edd            jsonb,
  -- The address of its tracking page: 128 random bits.
  tracking_token text not null unique,
  cancelled_at   timestamptz,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  primary key (shop_id, order_id)
);

create table order_item (
  shop_id        text not null,
  order_id       text not null,
  line           integer not null,
  sku            text,
  name           text not null,
  quantity       integer not null check (quantity > 0),
  price          jsonb,
  url            text,
  image_url      text,
  primary key (shop_id, order_id, line),
  foreign key (shop_id, order_id) references customer_order
);

create table shipment (
  shop_id         text not null,
  order_id        text not null,
  shipment_id     text not null,
  carrier         text not null,
  tracking_number text not null,
  service         text,
  -- Lines of the order and how many pieces of each; null where the shop does not say.
  items           jsonb,
  shipped_at      timestamptz not null,
  -- The fold over its scans, and what it comes to.
  scan_summary       jsonb not null,
  status          text not null,
  reason          text,
  edd             jsonb,
  original_edd    jsonb,
  -- Who signed, where it was left. Personal data.
  proof           jsonb,
  created_at      timestamptz not null default now(),
  primary key (shop_id, order_id, shipment_id),
  foreign key (shop_id, order_id) references customer_order
);

create index shipment_number on shipment (shop_id, tracking_number);

-- Every scan as a carrier reported it. It belongs to the shipments with its number, those that are
-- added later included: nothing needs to be known of a number to keep what is said of it.
create table tracking_event (
  id              bigint generated always as identity primary key,
  shop_id         text not null references shop,
  -- The adapter that read it, and the carrier that moves the parcel.
  source          text not null,
  carrier         text not null,
  tracking_number text not null,
  -- Of what the carrier said: the same scan reported again has the same.
  fingerprint     bytea not null,
  status          text,
  reason          text,
  responsible     text,
  code            text not null,
  mapped          boolean not null,
  description     text,
  place           jsonb,
  occurred_at     timestamptz not null,
  local_time      text,
  offset_minutes  integer,
  offset_source   text not null,
  date_only       boolean not null,
  received_at     timestamptz not null,
  unique (shop_id, tracking_number, fingerprint)
);

create index tracking_event_number on tracking_event (shop_id, tracking_number, occurred_at);

-- The ledger: one row per decision about one message to one contact by one channel.
create table notification (
  id               uuid primary key default gen_random_uuid(),
  shop_id          text not null references shop,
  key              text not null unique,
  journey_id       text not null references journey,
  kind             text not null,
  channel          text not null,
  shipment_ids     text[] not null default '{}',
  -- send, hold or drop; for the last two why, and until when.
  decision         text not null check (decision in ('send', 'hold', 'drop')),
  reason           text,
  hold_until       timestamptz,
  -- planned: rendered, not tried. attempting: given to the provider, not answered.
  -- Then accepted, refused, unknown, stale or no_address, for good.
  state            text check (state in
                     ('planned', 'attempting', 'accepted', 'refused', 'unknown', 'stale', 'no_address')),
  -- What is sent, byte for byte, at every attempt.
  payload          jsonb,
  template_version text,
  provider         text,
  provider_id      text,
  attempts         integer not null default 0,
  first_attempt_at timestamptz,
  last_attempt_at  timestamptz,
  last_error       text,
  decided_at       timestamptz not null,
  settled_at       timestamptz
);

create index notification_journey on notification (journey_id, decided_at);

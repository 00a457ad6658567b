-- Journeys, each with a log of numbered events.

-- One order or one return.
create table journey (
  id                text primary key,
  shop_id           text not null references shop,
  kind              text not null check (kind in ('order', 'return')),
  -- The last event in the log, the last one that the workflow must receive without waiting for
  -- another, and the last one that a relay delivered.
  last_seq          integer not null default 0,
  wake_seq          integer not null default 0,
  -- The last event that is not the outcome of a message: a later one may make a message untrue.
  fact_seq          integer not null default 0,
  delivered_seq     integer not null default 0,
  undelivered_since timestamptz,
  -- A relay holds the journey until then. If the relay dies, another takes over.
  claimed_until     timestamptz,
  -- The hash of the last event in the log.
  last_hash         text not null default '',
  -- The policy, and the year of its holidays, that the log's latest `policy_set` holds.
  policy_key        text,
  closed_at         timestamptz,
  -- When a worker last compared the journey with its workflow in Temporal.
  checked_at        timestamptz,
  -- A worker compares it until then. If that fails, another worker does it again.
  check_until       timestamptz,
  created_at        timestamptz not null default now()
);

-- When a relay may claim it. Claimed journeys are at the end.
create index journey_undelivered on journey (coalesce(claimed_until, undelivered_since))
  where delivered_seq < wake_seq;

create index journey_unchecked on journey (checked_at nulls first) where closed_at is null;

create table journey_event (
  journey_id text not null references journey,
  seq        integer not null,
  shop_id    text not null,
  kind       text not null,
  -- Facts and ids. No personal data: all of it enters Temporal.
  data       jsonb not null,
  at         timestamptz not null,
  -- A second append with the same value does nothing.
  dedupe     text,
  -- Covers the event and the hash of the event before it.
  hash       text not null,
  primary key (journey_id, seq)
);

create unique index journey_event_dedupe on journey_event (journey_id, dedupe)
  where dedupe is not null;

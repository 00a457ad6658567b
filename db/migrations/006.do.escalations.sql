-- Escalations: one per expectation that went overdue, and everything done about it.

create table escalation (
  id             uuid primary key default gen_random_uuid(),
  shop_id        text not null references shop,
  journey_id     text not null references journey,
  expectation_id text not null,
  kind           text not null,
  shipment_id    text,
  carrier        text,
  severity       text not null check (severity in ('low', 'medium', 'high')),
  -- The team that the ladder names, and the person who took the escalation.
  team           text not null,
  owner          text,
  proposal       text,
  state          text not null check (state in ('open', 'acknowledged', 'resolved', 'withdrawn')),
  resolution     text,
  -- The latest step of the ladder. An older step changes nothing.
  step           integer not null,
  since          timestamptz not null,
  due            timestamptz not null,
  opened_at      timestamptz not null,
  snoozed_until  timestamptz,
  ended_at       timestamptz,
  updated_at     timestamptz not null default now(),
  unique (journey_id, expectation_id)
);

-- Lists are sorted by `opened_at desc, id desc`: Postgres reads these backwards.
create index escalation_open on escalation (shop_id, opened_at, id)
  where state in ('open', 'acknowledged');
create index escalation_open_carrier on escalation (shop_id, carrier, opened_at, id)
  where state in ('open', 'acknowledged');
create index escalation_open_severity on escalation (shop_id, severity, opened_at, id)
  where state in ('open', 'acknowledged');
create index escalation_shop on escalation (shop_id, opened_at, id);
create index escalation_carrier on escalation (shop_id, carrier, opened_at, id);

create table escalation_history (
  id            bigint generated always as identity primary key,
  shop_id       text not null,
  escalation_id uuid not null references escalation,
  at            timestamptz not null,
  change        text not null,
  -- Who made the change; null: the engine.
  by            text,
  note          text,
  data          jsonb
);

create index escalation_history_of on escalation_history (escalation_id, id);

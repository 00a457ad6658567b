-- What operators watch, for `/readyz` and `/metrics`.

-- One row, which each readiness check writes: a full disk or a read-only replica refuses it.
create table write_probe (
  id integer primary key check (id = 1),
  at timestamptz not null
);

-- The key that signs and hashes where the settings name none, and what it made before they did.
create table server_key (
  id         integer primary key check (id = 1),
  key        bytea not null,
  created_at timestamptz not null default now()
);

-- How many rows the retention has emptied or deleted, over all runs.
create table retention_count (
  kind   text primary key,
  rows   bigint not null,
  ran_at timestamptz not null
);

-- Journeys that Temporal had no workflow for, and when a worker noticed it last.
create table lost_workflow (
  journey_id text primary key references journey,
  found_at   timestamptz not null
);

create index lost_workflow_found on lost_workflow (found_at);

-- Journeys whose workflow tasks fail, since when, and why. A worker deletes the row when they run.
create table stuck_journey (
  journey_id text primary key references journey,
  since      timestamptz not null,
  error      text not null
);

create index notification_unsettled on notification (decided_at)
  where decision = 'send' and settled_at is null;

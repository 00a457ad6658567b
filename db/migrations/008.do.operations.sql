-- What operators watch, for `/readyz` and `/metrics`.

-- One row, which each readiness check writes: a full disk or a read-only replica refuses it.
create table write_probe (
  id integer primary key check (id = 1),
  at timestamptz not null
);

-- Requests that the API refused, by day: those without a valid key, by reason, and those that were too
-- many, by the name of the limit.
create table request_refusal (
  day    date not null,
  kind   text not null check (kind in ('api_key', 'rate_limit')),
  reason text not null,
  count  bigint not null,
  primary key (day, kind, reason)
);

-- The key that signs and hashes until the settings name one.
create table server_key (
  id         integer primary key check (id = 1),
  -- Null: the settings have named one from the start.
  key        bytea,
  -- When a program first started with a key in its settings. This one signs nothing since.
  retired_at timestamptz,
  created_at timestamptz not null default now(),
  check (key is not null or retired_at is not null)
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

-- Faults that operators should look at: domain/alert.ts. A worker opens and ends them.
create table alert (
  id          bigint generated always as identity primary key,
  kind        text not null,
  -- What is broken, such as a provider; empty if the kind has one alert only.
  key         text not null,
  -- When the fault began.
  since       timestamptz not null,
  opened_at   timestamptz not null default now(),
  -- How many messages or journeys it affects, by the last look. No personal data in `last_error`.
  count       integer not null,
  last_error  text,
  -- The fault is away since then. It may come back before the alert ends.
  clear_since timestamptz,
  ended_at    timestamptz
);

create unique index alert_open on alert (kind, key) where ended_at is null;

-- The emails about alerts to OPERATIONS_EMAIL. Without personal data: the addresses are a setting.
create table alert_email (
  -- The idempotency key.
  id              uuid primary key default gen_random_uuid(),
  alert_id        bigint not null references alert,
  occasion        text not null check (occasion in ('opened', 'reminder', 'ended')),
  created_at      timestamptz not null default now(),
  -- As of the decision, so that each attempt sends the same words.
  count           integer not null,
  last_error      text,
  -- The provider that may have it. It alone may repeat it.
  provider        text,
  next_attempt_at timestamptz not null default now(),
  -- The code of the last attempt that failed.
  failed_with     text,
  outcome         text check (outcome in ('accepted', 'unknown', 'given_up')),
  settled_at      timestamptz
);

create unique index alert_email_once on alert_email (alert_id, occasion)
  where occasion <> 'reminder';
create index alert_email_of_alert on alert_email (alert_id, created_at);
create index alert_email_due on alert_email (next_attempt_at) where settled_at is null;

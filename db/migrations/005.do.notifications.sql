-- The ledger: one row per decision about one message to one contact by one channel.

create table notification (
  -- From the key: see db/notification-id.ts.
  id               uuid primary key,
  shop_id          text not null references shop,
  key              text not null unique,
  journey_id       text not null references journey,
  kind             text not null,
  channel          text not null,
  shipment_ids     text[] not null default '{}',
  -- For hold and drop, `reason` says why; for hold, `hold_until` says how long.
  -- Quiet hours that begin before a message leaves set it, too.
  decision         text not null check (decision in ('send', 'hold', 'drop')),
  reason           text,
  hold_until       timestamptz,
  -- planned: rendered, not tried. attempting: given to the provider, no answer yet. The others are
  -- final.
  state            text check (state in
                     ('planned', 'attempting', 'accepted', 'refused', 'unknown', 'stale', 'no_address', 'no_consent',
                      'suppressed', 'superseded', 'cancelled', 'budget',
                      'erased', 'test_mode')),
  -- What every attempt sends, byte for byte.
  payload          jsonb,
  template_version text,
  provider         text,
  provider_id      text,
  -- True: an attempt without an outcome went before the latest one, to the same provider.
  is_maybe_taken   boolean not null default false,
  attempts         integer not null default 0,
  -- True: a workflow had sent it, or tried, when the database was restored from an older copy. The times
  -- of such a row say nothing about those of the messages that are decided since.
  is_of_lost_log   boolean not null default false,
  first_attempt_at timestamptz,
  last_attempt_at  timestamptz,
  last_error       text,
  decided_at       timestamptz not null,
  settled_at       timestamptz,
  -- What the provider reported after it had accepted the message: the strongest of all reports.
  receipt          text check (receipt in
                     ('sent', 'delayed', 'delivered', 'bounced', 'failed', 'complained')),
  receipt_at       timestamptz,
  receipt_code     text
);

create index notification_journey on notification (journey_id, decided_at);

-- For the retention.
create index notification_payload_age on notification (settled_at) where payload is not null;

-- For receipts that name the message by the provider's id only.
create index notification_provider_id on notification (provider_id)
  where provider_id is not null;

-- For `/readyz`: the messages that fail.
create index notification_failing on notification (channel)
  where last_error is not null and decision = 'send' and (settled_at is null or provider is null);

-- Addresses that receive nothing more.
create table suppression (
  -- Null: for every shop, now and later. All shops send SMS from the same number.
  shop_id      text references shop,
  channel      text not null check (channel in ('email', 'sms')),
  -- HMAC-SHA-256 of the channel and the normalized address, by a key of db/server-keys.ts.
  address_hash bytea not null,
  reason       text not null check (reason in ('bounced', 'complained', 'opted_out')),
  -- The provider's name of the event that led to it.
  source       text not null,
  created_at   timestamptz not null default now(),
  unique nulls not distinct (shop_id, channel, address_hash, reason)
);

-- For replies, which name no shop.
create index suppression_address on suppression (channel, address_hash);

-- A provider's account that refuses every message. While it is open, one message probes the account
-- from time to time, and the others wait.
create table provider_outage (
  id            bigint generated always as identity primary key,
  provider      text not null,
  channel       text not null,
  since         timestamptz not null default now(),
  -- A first refusal may be about the message: the outage opens with that of another one.
  opened_at     timestamptz,
  refused_id    uuid not null,
  -- The provider's code.
  last_error    text not null,
  next_probe_at timestamptz not null,
  ended_at      timestamptz
);

create unique index provider_outage_current on provider_outage (provider) where ended_at is null;

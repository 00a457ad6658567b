-- The ledger: one row per decision about one message to one contact by one channel.

create table notification (
  id               uuid primary key default gen_random_uuid(),
  shop_id          text not null references shop,
  key              text not null unique,
  journey_id       text not null references journey,
  kind             text not null,
  channel          text not null,
  shipment_ids     text[] not null default '{}',
  -- For hold and drop, `reason` says why; for hold, `hold_until` says how long.
  decision         text not null check (decision in ('send', 'hold', 'drop')),
  reason           text,
  hold_until       timestamptz,
  -- planned: rendered, not tried. attempting: given to the provider, no answer yet. The others are
  -- final.
  state            text check (state in
                     ('planned', 'attempting', 'accepted', 'refused', 'unknown', 'stale', 'no_address', 'no_consent',
                      'superseded', 'cancelled', 'budget')),
  -- What every attempt sends, byte for byte.
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

-- For `/readyz`: the messages that fail.
create index notification_failing on notification (channel)
  where last_error is not null and decision = 'send' and (settled_at is null or provider is null);

-- Shops: their API keys, their policies and their accounts with carriers.

create table shop (
  id             text primary key check (id ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  name           text not null,
  brand          text not null default 'default',
  locale         text not null default 'en',
  time_zone      text not null default 'UTC',
  country        text,
  -- The latest row of shop_policy; 0: none.
  policy_version integer not null default 0,
  created_at     timestamptz not null default now()
);

create table api_key (
  id         uuid primary key default gen_random_uuid(),
  shop_id    text not null references shop,
  name       text not null,
  -- SHA-256 of the key. The key has 256 random bits and is shown once.
  hash       bytea not null unique,
  scopes     text[] not null
    check (cardinality(scopes) > 0 and scopes <@ array['read', 'write', 'admin']),
  -- Orders made with it send messages to the shop's test recipients only.
  is_test    boolean not null,
  -- Null: it works until it is revoked.
  expires_at timestamptz,
  -- Saved once a minute.
  last_used_at timestamptz,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

-- Who gets the messages of orders that were made with a test key: email addresses in lower case, and
-- phone numbers (E.164). They are the shop's own testers.
create table test_recipient (
  shop_id text not null references shop,
  address text not null check (address <> ''),
  primary key (shop_id, address)
);

-- Every version of a shop's policy. The latest one applies.
create table shop_policy (
  shop_id    text not null references shop,
  version    integer not null check (version > 0),
  document   jsonb not null,
  created_at timestamptz not null default now(),
  primary key (shop_id, version)
);

-- A shop's account with a carrier or an aggregator.
create table carrier_account (
  shop_id       text not null references shop,
  carrier       text not null,
  -- Webhook secrets, each encrypted. Two are valid while one is rotated. 28 bytes of an encrypted
  -- text are its nonce and tag: 48 characters in Base64 have a secret of at least 8 bytes.
  secrets       text[] not null default '{}' check (
    cardinality(secrets) = 0 or array_position(secrets, null) is null and
    array_to_string(secrets, ' ') ~
      '^[0-9a-f]{8}\.[A-Za-z0-9+/]{48,}={0,2}( [0-9a-f]{8}\.[A-Za-z0-9+/]{48,}={0,2})*$'),
  -- For the carrier's API: a JSON object, encrypted.
  credentials   text check (credentials ~ '^[0-9a-f]{8}\.[A-Za-z0-9+/]+={0,2}$'),
  poll_enabled  boolean not null default false,
  -- The carriers whose parcels this account is polled for; `*`: those that no other account names.
  poll_carriers text[] not null default '{}',
  -- Limits that differ from the carrier's usual ones, and the address of its API.
  poll          jsonb not null default '{}',
  created_at    timestamptz not null default now(),
  primary key (shop_id, carrier)
);

-- Results of a carrier's webhooks, per day.
create table webhook_count (
  shop_id      text not null references shop,
  carrier      text not null,
  day          date not null,
  verified     bigint not null default 0,
  refused      bigint not null default 0,
  unmapped     bigint not null default 0,
  -- Scans that change no parcel, such as those of another carrier's parcel.
  ignored      bigint not null default 0,
  last_refusal text,
  primary key (shop_id, carrier, day)
);

-- Bodies that were recorded, by which repeated ones are recognized.
create table webhook_body (
  shop_id     text not null references shop,
  carrier     text not null,
  -- SHA-256.
  hash        bytea not null,
  received_at timestamptz not null default now(),
  primary key (shop_id, carrier, hash)
);

create index webhook_body_age on webhook_body (received_at);

-- When a shop last received anything from a carrier.
create table carrier_feed (
  shop_id     text not null references shop,
  carrier     text not null,
  observed_at timestamptz not null,
  primary key (shop_id, carrier)
);

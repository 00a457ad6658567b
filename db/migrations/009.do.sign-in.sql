-- The people who work with wismr: how they sign in, what they may do, and what they did.

-- better-auth's tables: commands/sign-in/create-auth.ts. It compares them with what it expects when a
-- program starts.
create schema auth;

create table auth."user" (
  id                 uuid primary key default gen_random_uuid(),
  name               text not null,
  email              text not null unique check (email = lower(email)),
  email_verified     boolean not null default false,
  image              text,
  two_factor_enabled boolean default false,
  -- Not null: the person cannot sign in.
  disabled_at        timestamptz,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now()
);

create table auth.session (
  id         uuid primary key default gen_random_uuid(),
  user_id    uuid not null references auth."user" on delete cascade,
  -- Worth nothing without AUTH_SECRET: the cookie has its signature, too.
  token      text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index session_of_user on auth.session (user_id);

-- How a person signs in: by a password (`credential`), or at an OpenID provider.
create table auth.account (
  id                       uuid primary key default gen_random_uuid(),
  user_id                  uuid not null references auth."user" on delete cascade,
  provider_id              text not null,
  -- The provider's id of the person; with a password, the user's own id.
  account_id               text not null,
  -- A hash by scrypt.
  password                 text,
  -- Encrypted.
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now(),
  unique (provider_id, account_id)
);

create index account_of_user on auth.account (user_id);

-- What a link or a code proves, until it expires. The identifiers are hashed.
create table auth.verification (
  id         uuid primary key default gen_random_uuid(),
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index verification_by_identifier on auth.verification (identifier);

create table auth.two_factor (
  id                        uuid primary key default gen_random_uuid(),
  user_id                   uuid not null references auth."user" on delete cascade,
  -- Both are encrypted.
  secret                    text not null,
  backup_codes              text not null,
  verified                  boolean default true,
  failed_verification_count integer default 0,
  locked_until              timestamptz
);

create index two_factor_of_user on auth.two_factor (user_id);

create table auth.passkey (
  id            uuid primary key default gen_random_uuid(),
  user_id       uuid not null references auth."user" on delete cascade,
  name          text,
  credential_id text not null unique,
  public_key    text not null,
  counter       integer not null,
  device_type   text not null,
  backed_up     boolean not null,
  transports    text,
  aaguid        text,
  created_at    timestamptz default now()
);

create index passkey_of_user on auth.passkey (user_id);

-- What a person may do in a shop: domain/member-role.ts.
create table shop_member (
  shop_id    text not null references shop,
  user_id    uuid not null references auth."user",
  role       text not null check (role in ('viewer', 'agent', 'manager', 'marketer', 'admin')),
  created_at timestamptz not null default now(),
  primary key (shop_id, user_id)
);

create index shop_member_of_user on shop_member (user_id);

-- Those who may do everything in every shop.
create table installation_admin (
  user_id    uuid primary key references auth."user",
  created_at timestamptz not null default now()
);

-- A link by which a person joins a shop or, without one, becomes an admin of the installation.
create table invitation (
  id          uuid primary key default gen_random_uuid(),
  -- SHA-256 of the token in the link.
  token_hash  bytea not null unique,
  email       text not null check (email = lower(email)),
  shop_id     text references shop,
  role        text not null check (role in ('viewer', 'agent', 'manager', 'marketer', 'admin')),
  -- Null: an operator, by the command line.
  invited_by  uuid references auth."user",
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  revoked_at  timestamptz,
  check (shop_id is not null or role = 'admin')
);

-- One open invitation for each address and shop: a new one replaces it.
create unique index invitation_open on invitation (email, coalesce(shop_id, ''))
  where accepted_at is null and revoked_at is null;

-- What people did. Rows are added, and never changed. No personal data but the ids of users.
create table audit_log (
  id      bigint generated always as identity primary key,
  at      timestamptz not null default now(),
  -- Null: an operator by the command line, or somebody who did not sign in.
  user_id uuid references auth."user",
  -- The address of the request; null: the command line.
  address text,
  -- Null: it concerns no shop.
  shop_id text references shop,
  -- domain/audit-action.ts.
  action  text not null,
  -- What it was done to, such as the id of a user.
  subject text,
  details jsonb not null default '{}'
);

create index audit_log_of_shop on audit_log (shop_id, id);
create index audit_log_of_user on audit_log (user_id, action, id);

-- Codes of the second factor that were tried: each works once. Rows are deleted after minutes.
create table used_code (
  user_id   uuid not null references auth."user",
  -- SHA-256.
  code_hash bytea not null,
  used_at   timestamptz not null default now(),
  primary key (user_id, code_hash)
);

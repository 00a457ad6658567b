-- Bodies that were taken in, so that the same one again is known; a sender may repeat at will.
create table webhook_body (
  shop_id        text not null references shop,
  carrier        text not null,
  -- SHA-256.
  hash           bytea not null,
  received_at    timestamptz not null default now(),
  primary key (shop_id, carrier, hash)
);

create index webhook_body_age on webhook_body (received_at);

-- Codes that no table has, for the list of them.
create index tracking_event_unmapped on tracking_event (shop_id, source, code) where not mapped;

-- Orders with their contacts, items, shipments and scans.

-- How to reach a customer. Personal data.
create table contact (
  id            uuid primary key default gen_random_uuid(),
  shop_id       text not null references shop,
  name          text,
  email         text,
  -- E.164.
  phone         text,
  locale        text not null,
  time_zone     text not null,
  consent_email boolean not null,
  consent_sms   boolean not null,
  -- Messages that the customer can do without, and advertising. Both need the channel's consent too.
  optional_email  boolean not null default true,
  optional_sms    boolean not null default true,
  marketing_email boolean not null default false,
  marketing_sms   boolean not null default false,
  -- When the customer was erased. Name, email and phone are empty since then.
  erased_at     timestamptz,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now()
);

create index contact_email on contact (shop_id, lower(email)) where email is not null;
create index contact_phone on contact (shop_id, phone) where phone is not null;

-- The history of a contact's consent. No personal data: it proves the consent after an erasure, too.
create table consent_change (
  id         bigint generated always as identity primary key,
  contact_id uuid not null references contact,
  -- email or sms.
  channel    text not null,
  class      text not null check (class in ('essential', 'optional', 'marketing')),
  given      boolean not null,
  -- Where it comes from, in the shop's words.
  source     text not null,
  -- The shop's id of who recorded it.
  actor      text,
  -- A hash of the address or number, set when the customer is erased.
  address_hash bytea,
  changed_at timestamptz not null,
  created_at timestamptz not null default now()
);

create index consent_change_contact on consent_change (contact_id, id);

create table customer_order (
  shop_id        text not null references shop,
  order_id       text not null,
  journey_id     text not null unique references journey,
  contact_id     uuid not null references contact,
  -- The shop's own id of the customer.
  customer_id    text,
  placed_at      timestamptz not null,
  total          jsonb,
  country        text,
  edd            jsonb,
  -- When the shop promises to ship it; null: by its policy.
  ship_by        timestamptz,
  -- Whether the customer applied to the shop for credit to pay it.
  credit_application boolean not null default false,
  -- Whether the law's rule on the time to ship excepts it.
  ship_rule_exempt boolean not null default false,
  -- Why it ships later than promised, in the shop's words. The customer reads it.
  delay_reason   text,
  -- Fields of a request that could not be used: pointers and details.
  warnings       jsonb not null default '[]',
  -- Part of the address of the customer's page: db/server-keys.ts signs it.
  page_id text not null unique,
  -- Made with a test key: messages go to the shop's test recipients only.
  is_test        boolean not null default false,
  -- Whether the customer has paid; null: unknown.
  paid           boolean,
  cancelled_at   timestamptz,
  -- Why, in the shop's words.
  cancellation_reason text,
  -- When the shop last changed it, by the shop's clock; null: the shop does not say.
  changed_at     timestamptz,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  primary key (shop_id, order_id)
);

create index customer_order_contact on customer_order (contact_id);
create index customer_order_customer on customer_order (shop_id, customer_id)
  where customer_id is not null;

create table order_item (
  shop_id   text not null,
  order_id  text not null,
  line      integer not null,
  sku       text,
  name      text not null,
  quantity  integer not null check (quantity > 0),
  price     jsonb,
  url       text,
  image_url text,
  -- False: the customer cannot withdraw from the contract about it.
  withdrawable boolean not null default true,
  primary key (shop_id, order_id, line),
  foreign key (shop_id, order_id) references customer_order
);

-- Refunds without a return: of a cancelled order, or of a lost parcel. Columns as in return_refund.
create table order_refund (
  shop_id     text not null,
  order_id    text not null,
  reference   text not null,
  amount      jsonb not null,
  method      text not null,
  method_note text,
  reason      text,
  final       boolean not null,
  override    boolean not null default false,
  refunded_at timestamptz not null,
  created_at  timestamptz not null default now(),
  primary key (shop_id, order_id, reference),
  foreign key (shop_id, order_id) references customer_order
);

create table shipment (
  shop_id         text not null,
  order_id        text not null,
  shipment_id     text not null,
  carrier         text not null,
  tracking_number text not null,
  service         text,
  -- The items in it as the order had them then, with their lines; null if unknown.
  items           jsonb,
  -- True: the shop does not list them, and it was the only parcel, so it holds the whole order.
  items_assumed   boolean not null default false,
  shipped_at      timestamptz not null,
  -- The fold of the shipment's scans, then the status and reason that follow from it.
  scan_summary    jsonb not null,
  status          text not null,
  reason          text,
  edd             jsonb,
  original_edd    jsonb,
  -- How often the carrier changed the estimate.
  edd_changes     integer not null default 0,
  -- Who signed, where it was left. Personal data.
  proof           jsonb,
  -- Failed delivery attempts as the carrier counts them; null: it does not.
  attempts        integer,
  -- Further numbers in the carrier's reports, and the number of a parcel on the way back.
  related_numbers text[] not null default '{}',
  return_number   text,
  -- When the shop voided it: its label was cancelled.
  voided_at       timestamptz,
  -- Further ids under which the shop added the same parcel.
  aliases         text[] not null default '{}',
  created_at      timestamptz not null default now(),
  primary key (shop_id, order_id, shipment_id),
  foreign key (shop_id, order_id) references customer_order
);

create index shipment_number on shipment (shop_id, tracking_number);
create index shipment_under_way on shipment (shop_id, carrier)
  where voided_at is null
    and status in ('unknown', 'pre_transit', 'in_transit', 'out_for_delivery');
create index shipment_moving on shipment (shop_id, shipped_at)
  where voided_at is null and status not in ('delivered', 'cancelled');

-- Every scan as a carrier reported it. A scan belongs to a number, so it is kept even before a
-- shipment with that number is added.
create table tracking_event (
  id              bigint generated always as identity primary key,
  shop_id         text not null references shop,
  -- The adapter that parsed the scan, and the carrier that moves the parcel.
  source          text not null,
  -- Whether a webhook reported it; else an answer to a poll.
  pushed          boolean not null,
  -- A final status from senders that sign no body, and from no other.
  unconfirmed     boolean not null,
  carrier         text not null,
  tracking_number text not null,
  -- Hash of the scan's facts: a repeated scan has the same one.
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
-- For the retention: scans are stored in the order of their receipt.
create index tracking_event_age on tracking_event using brin (received_at);
-- For the list of codes that no code table contains.
create index tracking_event_unmapped on tracking_event (shop_id, source, code) where not mapped;

-- Numbers with more scans than are kept: domain/parcel/kept-scans.ts.
create table dropped_scan (
  shop_id         text not null references shop,
  tracking_number text not null,
  -- How many were stored, and deleted when later reports came.
  replaced        integer not null,
  -- The most that one report had of scans that were never stored.
  left_out        integer not null,
  primary key (shop_id, tracking_number)
);


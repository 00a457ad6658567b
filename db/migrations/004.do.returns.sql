-- Returns with their items, parcels and refunds.

create table customer_return (
  shop_id          text not null references shop,
  return_id        text not null,
  order_id         text not null,
  journey_id       text not null unique references journey,
  contact_id       uuid not null references contact,
  requested_at     timestamptz not null,
  -- Why the customer sends the goods back, as the shop or the customer wrote it.
  reason           text,
  country          text,
  -- When the shop promises the refund; null: by its policy.
  refund_by        timestamptz,
  -- Whether the customer withdraws from the contract, as the law allows.
  withdrawal       boolean not null default false,
  -- The customer's notice of the withdrawal: name, statement, address. Personal data.
  notice           jsonb,
  approved_at      timestamptz,
  rejected_at      timestamptz,
  rejection_reason text,
  received_at      timestamptz,
  inspected_at     timestamptz,
  -- Lines with their dispositions, and the shop's notes to the customer.
  inspection       jsonb,
  cancelled_at     timestamptz,
  -- Part of the address of the customer's page: db/server-keys.ts signs it.
  page_id   text not null unique,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  primary key (shop_id, return_id),
  foreign key (shop_id, order_id) references customer_order
);

create index customer_return_contact on customer_return (contact_id);
create index customer_return_notice on customer_return (shop_id, lower(notice ->> 'email'))
  where notice ->> 'email' is not null;
create index customer_return_order on customer_return (shop_id, order_id);

create table return_item (
  shop_id   text not null,
  return_id text not null,
  line      integer not null,
  sku       text,
  name      text not null,
  quantity  integer not null check (quantity > 0),
  -- Its line in the order; null if the request gave its name.
  order_line integer,
  primary key (shop_id, return_id, line),
  foreign key (shop_id, return_id) references customer_return
);

create table return_parcel (
  shop_id         text not null,
  return_id       text not null,
  parcel_id       text not null,
  carrier         text not null,
  tracking_number text not null,
  service         text,
  label_url       text,
  qr_url          text,
  labelled_at     timestamptz not null,
  -- The fold of the parcel's scans, then the status and reason that follow from it.
  scan_summary    jsonb not null,
  status          text not null,
  reason          text,
  received_at     timestamptz,
  created_at      timestamptz not null default now(),
  primary key (shop_id, return_id, parcel_id),
  foreign key (shop_id, return_id) references customer_return
);

create index return_parcel_number on return_parcel (shop_id, tracking_number);
create index return_parcel_moving on return_parcel (shop_id, labelled_at)
  where status not in ('delivered', 'cancelled');

create table return_refund (
  shop_id     text not null,
  return_id   text not null,
  reference   text not null,
  amount      jsonb not null,
  method      text not null,
  -- As the customer knows it: `Visa ending in 4242`.
  method_note text,
  reason      text,
  -- False: another refund follows.
  final       boolean not null,
  -- True: the shop knows that it refunds more than was paid. The reason says why.
  override    boolean not null default false,
  refunded_at timestamptz not null,
  created_at  timestamptz not null default now(),
  primary key (shop_id, return_id, reference),
  foreign key (shop_id, return_id) references customer_return
);

/**
 * The database roles of the API and the worker: each reads and writes the tables that its program
 * uses, and changes none of them. The owner of the tables migrates, and runs the command line.
 */

import type postgres from 'postgres';

/** What a program does with a table, apart from reading it. */
type Writes = 'insert' | 'update' | 'delete';
type Grants = Readonly<Record<string, readonly Writes[]>>;

const NONE: readonly Writes[] = [];
const ADD: readonly Writes[] = ['insert'];
const CHANGE: readonly Writes[] = ['update'];
const SAVE: readonly Writes[] = ['insert', 'update'];
const REPLACE: readonly Writes[] = ['insert', 'delete'];
const ALL: readonly Writes[] = ['insert', 'update', 'delete'];

const API: Grants = {
  schema_version: NONE,
  shop: CHANGE,
  api_key: CHANGE,
  request_refusal: SAVE,
  test_recipient: NONE,
  shop_policy: ADD,
  carrier_account: NONE,
  webhook_count: SAVE,
  webhook_body: REPLACE,
  carrier_feed: SAVE,
  journey: SAVE,
  journey_event: ADD,
  contact: SAVE,
  consent_change: SAVE,
  customer_order: SAVE,
  order_item: REPLACE,
  order_refund: SAVE,
  shipment: SAVE,
  tracking_event: ALL,
  dropped_scan: SAVE,
  customer_return: SAVE,
  return_item: ADD,
  return_parcel: SAVE,
  return_refund: SAVE,
  notification: CHANGE,
  suppression: REPLACE,
  provider_outage: NONE,
  escalation: CHANGE,
  escalation_history: SAVE,
  carrier_poll: NONE,
  parcel_poll: SAVE,
  parcel_under_way: NONE,
  write_probe: SAVE,
  server_key: SAVE,
  retention_count: NONE,
  lost_workflow: NONE,
  stuck_journey: NONE,
  alert: NONE,
  alert_email: NONE,
  shop_member: ALL,
  installation_admin: ADD,
  invitation: SAVE,
  // What people did is never changed.
  audit_log: ADD,
  used_code: REPLACE,
};

/** better-auth's, in the schema `auth`. Its SQL is its own, so it may change rows of all of them. */
export const AUTH_TABLES = [
  'user',
  'session',
  'account',
  'verification',
  'two_factor',
  'passkey',
] as const;

const WORKER: Grants = {
  schema_version: NONE,
  shop: NONE,
  shop_policy: NONE,
  carrier_account: NONE,
  webhook_count: NONE,
  webhook_body: ALL,
  carrier_feed: SAVE,
  journey: CHANGE,
  journey_event: ADD,
  contact: NONE,
  customer_order: NONE,
  order_item: NONE,
  order_refund: NONE,
  shipment: CHANGE,
  tracking_event: ALL,
  dropped_scan: SAVE,
  customer_return: NONE,
  return_item: NONE,
  return_parcel: CHANGE,
  return_refund: NONE,
  notification: SAVE,
  suppression: ADD,
  test_recipient: NONE,
  provider_outage: SAVE,
  escalation: SAVE,
  escalation_history: ADD,
  carrier_poll: CHANGE,
  parcel_poll: SAVE,
  parcel_under_way: NONE,
  server_key: SAVE,
  retention_count: SAVE,
  lost_workflow: SAVE,
  stuck_journey: ALL,
  alert: SAVE,
  alert_email: ALL,
};

/** By the name of the role. `create role wismr_api login password '…'` makes one. */
export const GRANTS: Readonly<Record<string, Grants>> = { wismr_api: API, wismr_worker: WORKER };

/** A lock of a row needs the right to update a column: one that changes nothing of importance. */
const LOCKS: Readonly<Record<string, readonly string[]>> = {
  wismr_worker: ['grant update (updated_at) on contact to wismr_worker'],
};

/** Gives the roles that exist exactly these rights. Does nothing unless the caller owns the tables. */
export async function grantRoles(sql: postgres.Sql): Promise<void> {
  const roles = await sql<{ name: string }[]>`
    select r.rolname as name from pg_roles r join pg_tables t on t.tablename = 'shop'
    where r.rolname = any(${Object.keys(GRANTS)}) and t.schemaname = current_schema()
      and pg_has_role(current_user, t.tableowner, 'usage')`;
  if (roles.length === 0) return;
  await sql.begin(async (tx) => {
    for (const { name } of roles) {
      for (const statement of statementsFor(name)) await tx.unsafe(statement);
    }
  });
}

function statementsFor(role: string): readonly string[] {
  const tables = Object.entries(GRANTS[role] ?? {});
  return [
    `do $$ begin execute format('grant connect on database %I to ${role}', current_database()); end $$`,
    `revoke all on all tables in schema public from ${role}`,
    ...tables.map(
      ([table, writes]) => `grant ${['select', ...writes].join(', ')} on ${table} to ${role}`,
    ),
    ...(LOCKS[role] ?? []),
    `revoke all on all tables in schema auth from ${role}`,
    ...(role === AUTH_ROLE ? authStatements() : []),
  ];
}

/** The worker signs nobody in. */
const AUTH_ROLE = 'wismr_api';

function authStatements(): readonly string[] {
  return [
    `grant usage on schema auth to ${AUTH_ROLE}`,
    ...AUTH_TABLES.map(
      (table) => `grant select, insert, update, delete on auth."${table}" to ${AUTH_ROLE}`,
    ),
  ];
}

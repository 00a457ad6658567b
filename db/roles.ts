/**
 * The database roles of the API and the worker: each reads and writes the tables that its program
 * uses, and changes none of them. The owner of the tables migrates, and runs the command line.
 */

import type postgres from 'postgres';

/** What a program does with a table, apart from reading it. Columns are separated by blanks. */
export interface Writes {
  readonly inserts?: true;
  readonly deletes?: true;
  /** The columns that it changes: with another, it could make itself a key, or a test order a live one. */
  readonly updates?: string;
  /** It locks rows, which needs the right to change a column: one without importance. */
  readonly locks?: string;
}

type Grants = Readonly<Record<string, Writes>>;

const API: Grants = {
  schema_version: {},
  shop: { updates: 'policy_version' },
  api_key: { updates: 'last_used_at' },
  request_refusal: { inserts: true, updates: 'count' },
  test_recipient: {},
  shop_policy: { inserts: true },
  carrier_account: {},
  webhook_count: { inserts: true, updates: 'verified refused unmapped ignored last_refusal' },
  webhook_body: { inserts: true, deletes: true },
  carrier_feed: { inserts: true, updates: 'observed_at' },
  journey: {
    inserts: true,
    updates: `
      last_seq last_hash wake_seq fact_seq undelivered_since policy_key closed_at`,
  },
  journey_event: { inserts: true },
  contact: {
    inserts: true,
    updates: `
      name email phone locale time_zone consent_email consent_sms optional_email
      optional_sms marketing_email marketing_sms updated_at erased_at`,
  },
  consent_change: { inserts: true, updates: 'address_hash' },
  customer_order: {
    inserts: true,
    updates: `
      customer_id placed_at total country edd ship_by paid credit_application
      ship_rule_exempt warnings changed_at updated_at cancelled_at cancellation_reason
      delay_reason`,
  },
  order_item: { inserts: true, deletes: true },
  order_refund: { inserts: true, updates: 'method_note reason' },
  shipment: {
    inserts: true,
    updates: `
      scan_summary status reason edd edd_changes original_edd proof attempts
      related_numbers return_number voided_at aliases items carrier tracking_number`,
  },
  tracking_event: {
    inserts: true,
    deletes: true,
    updates: 'received_at unconfirmed description place',
  },
  dropped_scan: { inserts: true, updates: 'replaced left_out' },
  customer_return: {
    inserts: true,
    updates: `
      reason approved_at rejected_at rejection_reason received_at inspected_at
      cancelled_at inspection updated_at notice`,
  },
  return_item: { inserts: true },
  return_parcel: {
    inserts: true,
    updates: `
      label_url qr_url scan_summary status reason received_at`,
  },
  return_refund: { inserts: true, updates: 'method_note reason' },
  notification: {
    updates: `
      payload state settled_at last_error receipt receipt_at receipt_code provider_id`,
  },
  suppression: { inserts: true, deletes: true },
  provider_outage: {},
  escalation: {
    updates: `
      state owner resolution snoozed_until ended_at updated_at`,
  },
  escalation_history: { inserts: true, updates: 'note' },
  carrier_poll: {},
  parcel_poll: { inserts: true, updates: 'carrier next_at misses failures detail' },
  parcel_under_way: {},
  write_probe: { inserts: true, updates: 'at' },
  server_key: { inserts: true, updates: 'retired_at' },
  retention_count: {},
  lost_workflow: {},
  stuck_journey: {},
  alert: {},
  alert_email: {},
  shop_member: { inserts: true, deletes: true, updates: 'role' },
  installation_admin: { inserts: true },
  invitation: { inserts: true, updates: 'accepted_at revoked_at' },
  // What people did is never changed.
  audit_log: { inserts: true },
  used_code: { inserts: true, deletes: true },
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
  schema_version: {},
  shop: {},
  shop_policy: {},
  carrier_account: {},
  webhook_count: {},
  webhook_body: { inserts: true, deletes: true, locks: 'received_at' },
  carrier_feed: { inserts: true, updates: 'observed_at' },
  journey: {
    updates: `
      last_seq last_hash wake_seq fact_seq undelivered_since policy_key closed_at
      claimed_until delivered_seq check_until checked_at`,
  },
  journey_event: { inserts: true },
  contact: { locks: 'updated_at' },
  customer_order: {},
  order_item: {},
  order_refund: {},
  shipment: {
    updates: `
      scan_summary status reason edd edd_changes original_edd proof attempts
      related_numbers return_number`,
  },
  tracking_event: {
    inserts: true,
    deletes: true,
    updates: 'received_at unconfirmed description place',
  },
  dropped_scan: { inserts: true, updates: 'replaced left_out' },
  customer_return: {},
  return_item: {},
  return_parcel: { updates: 'scan_summary status reason' },
  return_refund: {},
  notification: {
    inserts: true,
    updates: `
      state provider_id settled_at last_error decision shipment_ids is_of_lost_log reason
      hold_until decided_at payload template_version provider is_maybe_taken attempts
      first_attempt_at last_attempt_at`,
  },
  suppression: { inserts: true },
  test_recipient: {},
  provider_outage: { inserts: true, updates: 'last_error next_probe_at opened_at ended_at' },
  escalation: {
    inserts: true,
    updates: `
      severity team step proposal updated_at state ended_at`,
  },
  escalation_history: { inserts: true },
  carrier_poll: {
    updates: `
      next_call_at calls calls_on last_call_at result error failures failing_since
      paused_until wakes_at`,
  },
  parcel_poll: {
    inserts: true,
    updates: `
      carrier next_at misses failures claimed_until asked_at observed_at result detail`,
  },
  parcel_under_way: {},
  server_key: { inserts: true, updates: 'retired_at' },
  retention_count: { inserts: true, updates: 'rows ran_at' },
  lost_workflow: { inserts: true, updates: 'found_at' },
  stuck_journey: { inserts: true, deletes: true, updates: 'since error' },
  alert: { inserts: true, updates: 'count last_error clear_since ended_at' },
  alert_email: {
    inserts: true,
    deletes: true,
    updates: `
      next_attempt_at provider failed_with outcome settled_at`,
  },
};

/** By the name of the role. `create role wismr_api login password '…'` makes one. */
export const GRANTS: Readonly<Record<string, Grants>> = { wismr_api: API, wismr_worker: WORKER };

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
      ([table, writes]) => `grant ${rightsOf(writes).join(', ')} on ${table} to ${role}`,
    ),
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

function rightsOf({ inserts, deletes, updates, locks }: Writes): readonly string[] {
  const columns = [updates, locks].flatMap((names) => names?.trim().split(/\s+/) ?? []);
  return [
    'select',
    ...(inserts ? ['insert'] : []),
    ...(deletes ? ['delete'] : []),
    ...(columns.length > 0 ? [`update (${columns.join(', ')})`] : []),
  ];
}

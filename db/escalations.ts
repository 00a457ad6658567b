/** Escalations, and the history of each. */

import type { JourneyId, ShopId } from '../domain/ids.ts';
import type { EscalationState } from '../domain/journey/escalation-state.ts';
import type { EscalationChange, Resolution } from '../domain/journey/event.ts';
import type { ExpectationKind, Severity, Team } from '../domain/policy/rule.ts';
import type { Party } from '../domain/tracking.ts';
import { asJson, type Queryable } from './connect.ts';

export interface EscalationRow {
  readonly id: string;
  readonly shopId: ShopId;
  readonly journeyId: JourneyId;
  readonly expectationId: string;
  readonly kind: ExpectationKind;
  readonly shipmentId: string | null;
  readonly carrier: string | null;
  readonly severity: Severity;
  readonly team: Team;
  readonly owner: string | null;
  readonly proposal: string | null;
  readonly state: EscalationState;
  readonly resolution: Resolution | null;
  readonly step: number;
  readonly since: Date;
  readonly due: Date;
  readonly openedAt: Date;
  readonly snoozedUntil: Date | null;
  readonly endedAt: Date | null;
}

const COLUMNS = [
  'id',
  'shop_id',
  'journey_id',
  'expectation_id',
  'kind',
  'shipment_id',
  'carrier',
  'severity',
  'team',
  'owner',
  'proposal',
  'state',
  'resolution',
  'step',
  'since',
  'due',
  'opened_at',
  'snoozed_until',
  'ended_at',
] as const;

export type NewEscalation = Pick<
  EscalationRow,
  | 'shopId'
  | 'journeyId'
  | 'expectationId'
  | 'kind'
  | 'shipmentId'
  | 'carrier'
  | 'severity'
  | 'team'
  | 'proposal'
  | 'step'
  | 'since'
  | 'due'
  | 'openedAt'
>;

/**
 * Inserts an escalation, or brings an active one to a later step, with that step's severity and team
 * if it `raises` it. Returns its id, or null if nothing changed.
 */
export async function upsertEscalation(
  sql: Queryable,
  row: NewEscalation & { readonly raises: boolean },
): Promise<string | null> {
  const [written] = await sql<{ id: string }[]>`
    insert into escalation as e (shop_id, journey_id, expectation_id, kind, shipment_id, carrier,
      severity, team, proposal, state, step, since, due, opened_at)
    values (${row.shopId}, ${row.journeyId}, ${row.expectationId}, ${row.kind}, ${row.shipmentId},
      ${row.carrier}, ${row.severity}, ${row.team}, ${row.proposal}, 'open', ${row.step},
      ${row.since}, ${row.due}, ${row.openedAt})
    on conflict (journey_id, expectation_id) do update set
      severity = case when ${row.raises} then excluded.severity else e.severity end,
      team = case when ${row.raises} then excluded.team else e.team end, step = excluded.step,
      proposal = coalesce(excluded.proposal, e.proposal), updated_at = now()
    where e.step < excluded.step and e.state in ('open', 'acknowledged')
    returning id`;
  return written?.id ?? null;
}

/** Ends an active escalation. Returns its id, or null if there is no active one. */
export async function markWithdrawn(
  sql: Queryable,
  journeyId: JourneyId,
  { expectationId, at }: { readonly expectationId: string; readonly at: Date },
): Promise<string | null> {
  const [row] = await sql<{ id: string }[]>`
    update escalation set state = 'withdrawn', ended_at = ${at}, updated_at = now()
    where journey_id = ${journeyId} and expectation_id = ${expectationId}
      and state in ('open', 'acknowledged')
    returning id`;
  return row?.id ?? null;
}

export interface HistoryEntry {
  readonly at: Date;
  readonly change: EscalationChange | 'opened' | 'raised' | 'joined' | 'withdrawn';
  readonly by?: string | null;
  readonly note?: string | null;
  readonly data?: object | null;
}

export async function insertHistory(
  sql: Queryable,
  { id, shopId }: { readonly id: string; readonly shopId: ShopId },
  { at, change, by = null, note = null, data = null }: HistoryEntry,
): Promise<void> {
  await sql`
    insert into escalation_history (shop_id, escalation_id, at, change, by, note, data)
    values (${shopId}, ${id}, ${at}, ${change}, ${by}, ${note}, ${data && asJson(sql, data)})`;
}

export interface EscalationFilter {
  readonly shopId: ShopId;
  readonly states?: readonly EscalationState[] | undefined;
  readonly kind?: string | undefined;
  readonly carrier?: string | undefined;
  readonly severity?: string | undefined;
  readonly team?: string | undefined;
  readonly owner?: string | undefined;
  readonly journeyId?: string | undefined;
  /** The last escalation of the page before. */
  readonly after?: { readonly openedAt: Date; readonly id: string } | null;
  readonly limit: number;
}

/** One page of a shop's escalations, newest first. */
export async function listEscalations(
  sql: Queryable,
  filter: EscalationFilter,
): Promise<readonly EscalationRow[]> {
  const { shopId, states, after, limit } = filter;
  const columns = ['kind', 'carrier', 'severity', 'team', 'owner'] as const;
  const equal = columns.flatMap((name) => {
    const wanted = filter[name];
    return wanted === undefined ? [] : [sql`and ${sql(name)} = ${wanted}`];
  });
  return sql<EscalationRow[]>`
    select ${sql(COLUMNS)} from escalation
    where shop_id = ${shopId}
      ${states ? inStates(sql, states) : sql``}
      ${filter.journeyId ? sql`and journey_id = ${filter.journeyId}` : sql``}
      ${equal.length > 0 ? equal : sql``}
      ${after ? sql`and (opened_at, id) < (${after.openedAt}, ${after.id}::uuid)` : sql``}
    order by opened_at desc, id desc limit ${limit}`;
}

/** The states of open escalations are written out: an index has them as its condition. */
function inStates(sql: Queryable, states: readonly EscalationState[]) {
  const isOpen = [...states].sort().join() === 'acknowledged,open';
  return isOpen
    ? sql`and state in ('open', 'acknowledged')`
    : sql`and state in ${sql([...states])}`;
}

export async function findEscalation(
  sql: Queryable,
  shopId: ShopId,
  id: string,
): Promise<EscalationRow | null> {
  const [row] = await sql<EscalationRow[]>`
    select ${sql(COLUMNS)} from escalation where shop_id = ${shopId} and id = ${id}`;
  return row ?? null;
}

export async function lockEscalation(
  sql: Queryable,
  shopId: ShopId,
  id: string,
): Promise<EscalationRow | null> {
  await sql`select 1 from escalation where shop_id = ${shopId} and id = ${id} for update`;
  return findEscalation(sql, shopId, id);
}

export type EscalationUpdate = Partial<
  Pick<EscalationRow, 'state' | 'owner' | 'resolution' | 'snoozedUntil' | 'endedAt'>
>;

/** Updates an escalation and adds an entry to its history. */
export async function updateEscalation(
  sql: Queryable,
  row: Pick<EscalationRow, 'id' | 'shopId'>,
  { update, entry }: { readonly update: EscalationUpdate; readonly entry: HistoryEntry },
): Promise<void> {
  await sql`
    update escalation set ${sql({ ...update, updatedAt: new Date() })}
    where shop_id = ${row.shopId} and id = ${row.id}`;
  await insertHistory(sql, row, entry);
}

export async function readHistory(
  sql: Queryable,
  { id, shopId }: Pick<EscalationRow, 'id' | 'shopId'>,
): Promise<
  readonly (HistoryEntry & { readonly by: string | null; readonly note: string | null })[]
> {
  return sql`
    select at, change, by, note, data from escalation_history
    where shop_id = ${shopId} and escalation_id = ${id} order by id`;
}

/**
 * For each escalation about a parcel, the party of the latest scan with the parcel's current status;
 * absent where that scan names none.
 */
export async function readResponsible(
  sql: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Party>> {
  if (ids.length === 0) return new Map();
  // The same window as in domain/parcel/scan-window.ts.
  const rows = await sql<{ id: string; responsible: Party }[]>`
    select e.id, t.responsible
    from escalation e
    join (
      select o.journey_id, s.shop_id, s.shipment_id as parcel_id, s.tracking_number, s.status,
        s.shipped_at as since
      from shipment s join customer_order o on o.shop_id = s.shop_id and o.order_id = s.order_id
      union all
      select r.journey_id, p.shop_id, p.parcel_id, p.tracking_number, p.status, p.labelled_at
      from return_parcel p
      join customer_return r on r.shop_id = p.shop_id and r.return_id = p.return_id
    ) parcel on parcel.journey_id = e.journey_id and parcel.parcel_id = e.shipment_id
    cross join lateral (
      select responsible from tracking_event
      where shop_id = parcel.shop_id and tracking_number = parcel.tracking_number
        and status = parcel.status and occurred_at between parcel.since - interval '30 days'
          and parcel.since + interval '180 days'
      order by occurred_at desc, id desc limit 1
    ) t
    where e.id in ${sql([...ids])} and t.responsible is not null`;
  return new Map(rows.map(({ id, responsible }) => [id, responsible]));
}

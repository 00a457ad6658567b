/** Cases for people, and what was done about them. */

import { type JourneyId, parseJourneyId, type ShopId } from '../domain/ids.ts';
import type { EscalationChange, Resolution } from '../domain/journey/event.ts';
import type { EscalationOpening } from '../domain/journey/overdue.ts';
import type { ExpectationKind, Severity, Team } from '../domain/policy/rule.ts';
import { asJson, type Queryable } from './connect.ts';

export const ESCALATION_STATES = ['open', 'acknowledged', 'resolved', 'withdrawn'] as const;
/**
 * - `open`: a ladder opened it; nobody has taken it.
 * - `acknowledged`: a person has it.
 * - `resolved`: a person ended it.
 * - `withdrawn`: what it waited for has come.
 */
export type EscalationState = (typeof ESCALATION_STATES)[number];

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

/** Opens a case, or makes it more urgent. The same step again changes nothing. */
export async function openEscalation(
  sql: Queryable,
  journeyId: JourneyId,
  opening: EscalationOpening,
): Promise<void> {
  const { shopId } = parseJourneyId(journeyId);
  const { expectationId, kind, shipmentId, carrier, severity, to, proposal, step } = opening;
  const at = new Date(opening.at);
  const [row] = await sql<{ id: string }[]>`
    insert into escalation as e (shop_id, journey_id, expectation_id, kind, shipment_id, carrier,
      severity, team, proposal, state, step, since, due, opened_at)
    values (${shopId}, ${journeyId}, ${expectationId}, ${kind}, ${shipmentId}, ${carrier},
      ${severity}, ${to}, ${proposal}, 'open', ${step}, ${new Date(opening.since)},
      ${new Date(opening.due)}, ${at})
    on conflict (journey_id, expectation_id) do update set
      severity = excluded.severity, team = excluded.team, step = excluded.step,
      proposal = coalesce(excluded.proposal, e.proposal), updated_at = now()
    where e.step < excluded.step and e.state in ('open', 'acknowledged')
    returning id`;
  if (!row) return;
  const change = step === 1 ? 'opened' : 'raised';
  await addHistory(sql, { id: row.id, shopId }, { at, change, data: { severity, to, proposal } });
}

export async function hasOpenEscalation(sql: Queryable, journeyId: JourneyId): Promise<boolean> {
  const [row] = await sql`
    select 1 from escalation
    where journey_id = ${journeyId} and state in ('open', 'acknowledged') limit 1`;
  return row !== undefined;
}

/** Ends a case of which what it waited for has come. One that a person ended stays as it is. */
export async function withdrawEscalation(
  sql: Queryable,
  journeyId: JourneyId,
  { expectationId, at }: { readonly expectationId: string; readonly at: Date },
): Promise<void> {
  const [row] = await sql<{ id: string; shopId: ShopId }[]>`
    update escalation set state = 'withdrawn', ended_at = ${at}, updated_at = now()
    where journey_id = ${journeyId} and expectation_id = ${expectationId}
      and state in ('open', 'acknowledged')
    returning id, shop_id`;
  if (row) await addHistory(sql, row, { at, change: 'withdrawn' });
}

export interface HistoryEntry {
  readonly at: Date;
  readonly change: EscalationChange | 'opened' | 'raised' | 'withdrawn';
  readonly by?: string | null;
  readonly note?: string | null;
  readonly data?: object | null;
}

async function addHistory(
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
  /** What `nextCursor` of the page before it was. */
  readonly after?: { readonly openedAt: Date; readonly id: string } | null;
  readonly limit: number;
}

/** Newest first. */
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
      ${states ? sql`and state in ${sql([...states])}` : sql``}
      ${filter.journeyId ? sql`and journey_id = ${filter.journeyId}` : sql``}
      ${equal.length > 0 ? equal : sql``}
      ${after ? sql`and (opened_at, id) < (${after.openedAt}, ${after.id}::uuid)` : sql``}
    order by opened_at desc, id desc limit ${limit}`;
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

/** Writes what a person did, and its line in the history. */
export async function updateEscalation(
  sql: Queryable,
  row: Pick<EscalationRow, 'id' | 'shopId'>,
  { update, entry }: { readonly update: EscalationUpdate; readonly entry: HistoryEntry },
): Promise<void> {
  await sql`
    update escalation set ${sql({ ...update, updatedAt: new Date() })}
    where shop_id = ${row.shopId} and id = ${row.id}`;
  await addHistory(sql, row, entry);
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

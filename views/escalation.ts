/** Escalations: a filtered list, and a single one with its history. */

import type { Queryable } from '../db/connect.ts';
import {
  type EscalationFilter,
  findEscalation,
  type HistoryEntry,
  listEscalations,
  readHistory,
} from '../db/escalations.ts';
import type { ShopId } from '../domain/ids.ts';
import { type EscalationView, viewEscalations } from './journey.ts';

/** The last escalation of a page. */
export interface EscalationCursor {
  readonly openedAt: Date;
  readonly id: string;
}

export interface EscalationPage {
  readonly escalations: EscalationView[];
  /** Null: this is the last page. */
  readonly next: EscalationCursor | null;
}

/** One page of a shop's escalations, newest first. */
export async function readEscalationPage(
  sql: Queryable,
  filter: EscalationFilter,
): Promise<EscalationPage> {
  const { limit } = filter;
  // One more than the page shows whether there is a next one.
  const rows = await listEscalations(sql, { ...filter, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const next = last ? { openedAt: last.openedAt, id: last.id } : null;
  return { escalations: await viewEscalations(sql, page), next };
}

export interface HistoryView {
  readonly at: string;
  readonly change: string;
  /** The person's name as given; null: the engine. */
  readonly by: string | null;
  readonly note: string | null;
  readonly data: Record<string, unknown> | null;
}

export interface EscalationDetails extends EscalationView {
  /** Oldest first. */
  readonly history: HistoryView[];
}

/** Null if the shop has no such escalation. */
export async function readEscalation(
  sql: Queryable,
  shopId: ShopId,
  id: string,
): Promise<EscalationDetails | null> {
  const row = await findEscalation(sql, shopId, id);
  if (!row) return null;
  const [view] = await viewEscalations(sql, [row]);
  if (!view) return null;
  const history = await readHistory(sql, row);
  return { ...view, history: history.map(historyView) };
}

function historyView({
  at,
  change,
  by = null,
  note = null,
  data = null,
}: HistoryEntry): HistoryView {
  return { at: at.toISOString(), change, by, note, data: data as Record<string, unknown> | null };
}

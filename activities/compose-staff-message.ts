/** The data of the messages to staff: facts of the journey, but no personal data. */

import { findCarrier } from '../carriers/directory.ts';
import { readNow } from '../db/clock.ts';
import type { Sql } from '../db/connect.ts';
import { findOrder } from '../db/orders.ts';
import { readParcels } from '../db/return-parcels.ts';
import { findReturn } from '../db/returns.ts';
import { readShipments } from '../db/shipments.ts';
import { formatDateTime, formatMoney, type LocaleSettings } from '../domain/format.ts';
import { parseJourneyId } from '../domain/ids.ts';
import { EXPECTATION_WORDS, responsibleFor } from '../domain/journey/expectation.ts';
import type { MessageFacts } from '../domain/journey/send-hold-drop.ts';
import { elapsedInWords } from '../domain/journey/view.ts';
import { scanWindow } from '../domain/parcel/scan-window.ts';
import type { ExpectationKind } from '../domain/policy/rule.ts';
import { MINUTE } from '../domain/time.ts';
import type { Party } from '../domain/tracking.ts';
import { pageUrl } from '../views/page-url.ts';
import { readParcelScans } from '../views/parcel-scans.ts';
import type { ComposeRequest } from './compose-request.ts';

interface StaffMessageInput extends Omit<ComposeRequest, 'policy' | 'message'> {
  readonly localeSettings: LocaleSettings;
}

/** Returns the data of `planned.kind`: see templates/engine/catalog.ts. */
export async function composeStaffMessage(sql: Sql, input: StaffMessageInput): Promise<unknown> {
  const { planned, shop, localeSettings, journeyId } = input;
  const { kind, ref } = parseJourneyId(journeyId);
  const { facts = {}, occurredAt, shipmentIds } = planned;
  const parcel = await findParcel(sql, input, shipmentIds[0]);
  const due = Number(facts['due'] ?? occurredAt);
  const notice = {
    shopName: shop.name,
    journey: { kind, id: ref },
    expectation: EXPECTATION_WORDS[facts['expectation'] as ExpectationKind],
    carrierName: parcel && findCarrier(parcel.carrier).name,
    trackingNumber: parcel?.trackingNumber ?? null,
    responsible: await findResponsible(sql, input, parcel),
    dueAt: formatDateTime(due, localeSettings),
    // By the time that it is sent: it may have waited for the working hours.
    isLate: Math.max(occurredAt, await readNow(sql)) >= due,
    openedAt: formatDateTime(occurredAt, localeSettings),
    paid: formatPaid(facts, localeSettings),
    journeyUrl: await findJourneyUrl(sql, input),
  };
  if (planned.kind === 'overdue_notice') {
    const asksIfShips = facts['expectation'] === 'ships_by_law' && !notice.isLate;
    return { ...notice, asksIfShips };
  }
  const overdueMs = occurredAt - due;
  const severity = String(facts['severity'] ?? 'medium');
  const asksIfReshipped = facts['expectation'] === 'replacement_shipped';
  return {
    ...notice,
    asksIfReshipped,
    severity,
    overdueBy: overdueMs < MINUTE ? null : elapsedInWords(overdueMs),
  };
}

function formatPaid({ amount, currency }: MessageFacts, settings: LocaleSettings): string | null {
  if (typeof amount !== 'string' || typeof currency !== 'string') return null;
  return formatMoney({ amount, currency }, settings);
}

async function findParcel(
  sql: Sql,
  { shop, journeyId }: StaffMessageInput,
  id: string | undefined,
) {
  if (id === undefined) return null;
  const { kind, ref } = parseJourneyId(journeyId);
  if (kind === 'order') {
    const shipments = await readShipments(sql, shop.id, ref);
    return shipments.find(({ shipmentId }) => shipmentId === id) ?? null;
  }
  const parcels = await readParcels(sql, shop.id, ref);
  return parcels.find(({ parcelId }) => parcelId === id) ?? null;
}

/** Null: nobody can resolve it, such as the weather. */
async function findResponsible(
  sql: Sql,
  { planned }: StaffMessageInput,
  parcel: Awaited<ReturnType<typeof findParcel>>,
): Promise<Party | null> {
  const reported = parcel && (await readReportedParty(sql, parcel));
  const party = reported ?? responsibleFor(planned.facts?.['expectation'] as ExpectationKind);
  return party === 'nobody' ? null : party;
}

/** By the latest scan with the parcel's current status. */
async function readReportedParty(
  sql: Sql,
  parcel: NonNullable<Awaited<ReturnType<typeof findParcel>>>,
): Promise<Party | null> {
  const since = 'shippedAt' in parcel ? parcel.shippedAt : parcel.labelledAt;
  const { scans } = await readParcelScans(sql, parcel, scanWindow(since.getTime()));
  return scans.findLast(({ status }) => status === parcel.status)?.responsible ?? null;
}

async function findJourneyUrl(sql: Sql, input: StaffMessageInput): Promise<string> {
  const { shop, journeyId } = input;
  const { kind, ref } = parseJourneyId(journeyId);
  const row =
    kind === 'order' ? await findOrder(sql, shop.id, ref) : await findReturn(sql, shop.id, ref);
  if (!row) throw new Error(`journey ${journeyId} has no row`);
  return pageUrl(input, kind, row.pageId);
}

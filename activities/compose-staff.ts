/** What the shop's people are told: facts of the journey, and no customer's name. */

import { findCarrier } from '../carriers/directory.ts';
import type { Sql } from '../db/connect.ts';
import { findOrder } from '../db/orders.ts';
import { readParcels } from '../db/return-parcels.ts';
import { findReturn } from '../db/returns.ts';
import { readShipments } from '../db/shipments.ts';
import type { Shop } from '../db/shops.ts';
import { formatDateTime, type LocaleSettings } from '../domain/format.ts';
import { parseJourneyId } from '../domain/ids.ts';
import { EXPECTATION_WORDS } from '../domain/journey/expectation.ts';
import { elapsedInWords } from '../domain/journey/view.ts';
import type { ExpectationKind } from '../domain/policy/rule.ts';
import { MINUTE } from '../domain/time.ts';
import type { ComposeRequest } from './compose.ts';

interface StaffContent extends ComposeRequest {
  readonly shop: Shop;
  readonly voice: LocaleSettings;
}

export async function staffData(sql: Sql, letter: StaffContent): Promise<unknown> {
  const { planned, shop, voice, publicUrl, journeyId } = letter;
  const { kind, ref } = parseJourneyId(journeyId);
  const { facts = {}, occurredAt, shipmentIds } = planned;
  const parcel = await parcelOf(sql, letter, shipmentIds[0]);
  const page = await pageOf(sql, letter);
  const due = Number(facts['due'] ?? occurredAt);
  const told = {
    shopName: shop.name,
    journey: { kind, id: ref },
    expectation: EXPECTATION_WORDS[facts['expectation'] as ExpectationKind],
    carrierName: parcel && findCarrier(parcel.carrier).name,
    trackingNumber: parcel?.trackingNumber ?? null,
    dueAt: formatDateTime(due, voice),
    openedAt: formatDateTime(occurredAt, voice),
    deskUrl: `${publicUrl}${page}`,
  };
  if (planned.kind === 'overdue_notice') return told;
  const overdueMs = occurredAt - due;
  const severity = String(facts['severity'] ?? 'medium');
  return { ...told, severity, overdueBy: overdueMs < MINUTE ? null : elapsedInWords(overdueMs) };
}

async function parcelOf(sql: Sql, { shop, journeyId }: StaffContent, id: string | undefined) {
  if (id === undefined) return null;
  const { kind, ref } = parseJourneyId(journeyId);
  if (kind === 'order') {
    const shipments = await readShipments(sql, shop.id, ref);
    return shipments.find(({ shipmentId }) => shipmentId === id) ?? null;
  }
  const parcels = await readParcels(sql, shop.id, ref);
  return parcels.find(({ parcelId }) => parcelId === id) ?? null;
}

async function pageOf(sql: Sql, { shop, journeyId }: StaffContent): Promise<string> {
  const { kind, ref } = parseJourneyId(journeyId);
  const [path, row] =
    kind === 'order'
      ? (['t', await findOrder(sql, shop.id, ref)] as const)
      : (['r', await findReturn(sql, shop.id, ref)] as const);
  if (!row) throw new Error(`${journeyId} has no row`);
  return `/${path}/${row.trackingToken}`;
}

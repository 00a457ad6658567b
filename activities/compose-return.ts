/** What the messages about a return say. */

import { findCarrier } from '../carriers/directory.ts';
import type { Sql } from '../db/connect.ts';
import { readContact } from '../db/contacts.ts';
import { type ReturnParcelRow, readParcels } from '../db/return-parcels.ts';
import {
  findReturn,
  type RefundRow,
  type ReturnRow,
  readRefunds,
  readReturnItems,
} from '../db/returns.ts';
import type { Shop } from '../db/shops.ts';
import type { Contact } from '../domain/contact.ts';
import { formatMoney, type LocaleSettings } from '../domain/format.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import type { ReturnTerms } from '../domain/return/facts.ts';
import { readTerms } from '../views/current-policy.ts';
import { dayInWords } from './compose-parts.ts';

export interface ReturnSources {
  readonly row: ReturnRow;
  readonly contact: Contact;
  readonly items: Awaited<ReturnType<typeof readReturnItems>>;
  readonly parcels: readonly ReturnParcelRow[];
  readonly refunds: readonly RefundRow[];
  readonly terms: ReturnTerms;
}

export async function readReturnSources(
  sql: Sql,
  shop: Shop,
  returnId: string,
): Promise<ReturnSources> {
  const row = await findReturn(sql, shop.id, returnId);
  if (!row) throw new Error(`there is no return ${returnId} of ${shop.id}`);
  const [contact, items, parcels, refunds, terms] = await Promise.all([
    readContact(sql, row.contactId),
    readReturnItems(sql, row),
    readParcels(sql, shop.id, returnId),
    readRefunds(sql, row),
    readTerms(sql, shop.id, row.country),
  ]);
  return { row, contact, items, parcels, refunds, terms };
}

export interface ReturnContent extends ReturnSources {
  readonly planned: PlannedMessage;
  readonly publicUrl: string;
  readonly voice: LocaleSettings;
}

export function returnData(letter: ReturnContent): unknown {
  const { row, contact, items, planned, publicUrl, voice, terms } = letter;
  const base = {
    contact: { name: contact.name },
    return: {
      id: row.returnId,
      orderId: row.orderId,
      items: items.map(({ name, quantity }) => ({ name, quantity })),
    },
    returnPageUrl: `${publicUrl}/r/${row.trackingToken}`,
    preferencesUrl: null,
  };
  const postBy = () =>
    dayInWords(terms.postBy((row.approvedAt ?? row.requestedAt).getTime()), voice);
  switch (planned.kind) {
    case 'return_approved':
      return { ...base, label: labelOf(letter, postBy) };
    case 'return_rejected':
      return { ...base, reason: row.rejectionReason };
    case 'return_received':
      return { ...base, refundBy: refundBy(letter) };
    case 'return_processed':
      return { ...base, ...outcomeOf(letter) };
    case 'return_post_reminder':
    case 'return_expiring':
      return { ...base, postBy: postBy() };
    case 'return_inspection_late':
    case 'refund_late':
      return { ...base, expectedBy: null };
    default:
      return base;
  }
}

function labelOf({ parcels, planned }: ReturnContent, postBy: () => string) {
  const parcel = parcels.find(({ parcelId }) => parcelId === planned.facts?.['parcelId']);
  if (!parcel) return null;
  const { labelUrl, qrUrl, carrier, trackingNumber } = parcel;
  const carrierName = findCarrier(carrier).name;
  return { url: labelUrl, qrUrl, carrierName, trackingNumber, postBy: postBy() };
}

function refundBy({ row, terms, planned, voice }: ReturnContent): string {
  const due = row.refundBy?.getTime() ?? terms.refundBy(planned.occurredAt);
  return dayInWords(due, voice);
}

function outcomeOf({ row, refunds, planned, voice }: ReturnContent): object {
  const { outcome = 'refund', partial = false, reference = null } = planned.facts ?? {};
  const refund = refunds.find((each) => each.reference === reference);
  const notes = (row.inspection ?? []).flatMap(({ disposition, note }) =>
    disposition === 'reject' && note !== null ? [note] : [],
  );
  const said = refund ? refund.reason : null;
  return {
    outcome,
    partial,
    amount: refund ? formatMoney(refund.amount, voice) : null,
    method: refund?.methodNote ?? null,
    reference: refund?.reference ?? null,
    reason: said ?? (notes.length > 0 ? [...new Set(notes)].join(' ') : null),
  };
}

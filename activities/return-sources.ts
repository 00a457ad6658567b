/** What the messages about a return are composed from. */

import type { Queryable } from '../db/connect.ts';
import { readContactOf } from '../db/contacts.ts';
import { readLog } from '../db/journey-events.ts';
import { type ReturnParcelRow, readParcels } from '../db/return-parcels.ts';
import {
  findReturn,
  type RefundRow,
  type ReturnRow,
  readRefunds,
  readReturnItems,
} from '../db/returns.ts';
import type { Contact, StoredContact } from '../domain/contact.ts';
import { type ReturnId, returnJourneyId, type ShopId } from '../domain/ids.ts';
import type { PolicySet } from '../domain/journey/event.ts';
import { foldUntilStuck } from '../domain/journey/machine.ts';
import type { LogEvent } from '../domain/journeys.ts';
import { policyOf } from '../domain/policy/apply-policy.ts';
import type { ReturnEvent } from '../domain/return/event.ts';
import { returnMachine } from '../domain/return/index.ts';
import { refundDueByLaw } from '../domain/return/refund-by-law.ts';
import { type ReturnTerms, returnTerms } from '../domain/return/status.ts';
import { type WithdrawalTerms, withdrawalTerms } from '../domain/return/withdrawal.ts';

export interface ReturnRows {
  readonly row: ReturnRow;
  readonly contact: StoredContact;
  readonly items: Awaited<ReturnType<typeof readReturnItems>>;
  readonly parcels: readonly ReturnParcelRow[];
  readonly refunds: readonly RefundRow[];
  readonly log: readonly (ReturnEvent & LogEvent)[];
}

/** In one round trip, if all statements go over one connection. */
export async function readReturnRows(
  sql: Queryable,
  shopId: ShopId,
  returnId: ReturnId,
): Promise<ReturnRows> {
  const ref = { shopId, returnId };
  const journeyId = returnJourneyId(shopId, returnId);
  const [row, contact, items, parcels, refunds, log] = await Promise.all([
    findReturn(sql, shopId, returnId),
    readContactOf(sql, journeyId),
    readReturnItems(sql, ref),
    readParcels(sql, shopId, returnId),
    readRefunds(sql, ref),
    readLog<ReturnEvent>(sql, journeyId),
  ]);
  if (!row) throw new Error(`shop ${shopId} has no return ${returnId}`);
  return { row, contact, items, parcels, refunds, log };
}

export interface ReturnSources extends Omit<ReturnRows, 'log' | 'contact'> {
  readonly contact: Contact;
  readonly terms: ReturnTerms;
  /** When the law wants the refund; epoch milliseconds, null: it does not. */
  readonly refundDueByLaw: number | null;
  /** Null: it is no withdrawal. */
  readonly withdrawal: WithdrawalTerms | null;
}

/** Adds what the shop's policy and the law say. Only a withdrawal needs the log. */
export function returnSources(
  { log, ...rows }: ReturnRows,
  { rules, calendar }: PolicySet,
): ReturnSources {
  const { row, contact } = rows;
  const { country, withdrawal, journeyId } = row;
  const customer = { country, timeZone: contact.timeZone, withdrawal };
  const state = withdrawal ? foldUntilStuck(returnMachine, journeyId, log).state : null;
  return {
    ...rows,
    terms: returnTerms(policyOf(rules), calendar, customer),
    refundDueByLaw: state && refundDueByLaw(state),
    withdrawal: state && withdrawalTerms(state),
  };
}

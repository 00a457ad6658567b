/** The data of the messages about a return. */

import { findCarrier } from '../carriers/directory.ts';
import { formatExactTime, formatMoney, type LocaleSettings } from '../domain/format.ts';
import type { PlannedMessage } from '../domain/journey/message-plan.ts';
import { postingStart } from '../domain/return/status.ts';
import { encodeWebUrl } from '../domain/web-url.ts';
import { pageUrl, type Site } from '../views/page-url.ts';
import { formatLocalDay } from './format-parts.ts';
import { greetingName } from './greeting-name.ts';
import { disarmLinks } from './links-in-text.ts';
import { aboutItems, OF_SHOP } from './parcel-data.ts';
import type { ReturnSources } from './return-sources.ts';

export interface ReturnMessageInput extends ReturnSources, Site {
  readonly planned: PlannedMessage;
  readonly localeSettings: LocaleSettings;
}

/** Returns the data of `planned.kind`: see templates/engine/catalog.ts. */
export function composeReturnMessage(input: ReturnMessageInput): unknown {
  const { row, contact, items, planned, localeSettings, terms } = input;
  const page = pageUrl(input, 'return', row.pageId);
  const base = {
    contact: { name: greetingName(contact.name) },
    about: { ...aboutItems(items), parcel: null },
    return: {
      id: row.returnId,
      orderId: row.orderId,
      items: items.map(({ name, quantity }) => ({ name, quantity })),
    },
    returnPageUrl: page,
    preferencesUrl: `${page}/preferences`,
  };
  const postBy = () =>
    formatLocalDay(terms.postBy(postingStart(row, input.parcels)), localeSettings);
  switch (planned.kind) {
    case 'withdrawal_received':
      return { ...base, ...receiptData(input) };
    case 'return_approved': {
      const withdrawal = input.withdrawal !== null;
      return { ...base, withdrawal, labels: labelsData(input), postBy: postBy() };
    }
    case 'return_rejected':
      return { ...base, reason: row.rejectionReason };
    case 'return_in_transit':
      return { ...base, isFound: planned.facts?.['isFound'] === true };
    case 'return_delayed':
      return { ...base, ...wayData(input), ...troubleData(input) };
    case 'return_lost': {
      const cause = planned.facts?.['cause'] ?? 'loss';
      return { ...base, ...wayData(input), ...troubleData(input), cause };
    }
    case 'return_coming_back':
      return { ...base, ...wayData(input), isBack: planned.facts?.['isBack'] === true };
    case 'return_received':
      return planned.facts?.['isPart'] === true
        ? { ...base, ...partData(input), isPart: true }
        : { ...base, refundBy: formatRefundBy(input) };
    case 'return_corrected': {
      const { claim = 'in_transit', isMistakenScan = false } = planned.facts ?? {};
      return { ...base, claim, isMistakenScan, isPart: input.parcels.length > 1 };
    }
    case 'return_processed':
      return { ...base, ...outcomeData(input) };
    case 'return_cancelled':
      return { ...base, isPosted: planned.facts?.['isPosted'] === true };
    case 'return_post_reminder':
    case 'return_expiring':
      return { ...base, postBy: postBy() };
    case 'return_inspection_late':
      return { ...base, expectedBy: null };
    case 'refund_late':
      return { ...base, expectedBy: null, isRest: input.refunds.length > 0 };
    default:
      return base;
  }
}

/** The content of the notice, and what the law says about the next steps. */
function receiptData({ row, terms, parcels, withdrawal, localeSettings }: ReturnMessageInput) {
  const { isUnshipped = false, hasPostingLimit = false } = withdrawal ?? {};
  const { refundBy = null, refundDays = null } = withdrawal ?? {};
  const ahead = isUnshipped ? 'unshipped' : row.approvedAt ? 'send_back' : 'wait';
  const next = row.cancelledAt ? 'none' : ahead;
  const isLimited = next === 'send_back' && hasPostingLimit;
  const postBy = isLimited ? terms.postBy(postingStart(row, parcels)) : null;
  return {
    receivedAt: formatExactTime(row.requestedAt.getTime(), localeSettings),
    name: disarmed(row.notice?.name),
    statement: disarmed(row.notice?.statement),
    next,
    postBy: postBy === null ? null : formatLocalDay(postBy, localeSettings),
    refundBy: refundBy === null ? null : formatLocalDay(refundBy, localeSettings),
    refundDays,
  };
}

/** The receipt repeats the customer's words, as the law wants, and goes where they say. */
function disarmed(words: string | null | undefined): string | null {
  return words ? disarmLinks(words) : null;
}

/** The parcels that the message is about. */
function wayData({ parcels, planned }: ReturnMessageInput) {
  const about = parcels.filter(({ parcelId }) => planned.shipmentIds.includes(parcelId));
  return {
    parcels: about.map(({ carrier, trackingNumber }) => ({
      carrierName: findCarrier(carrier).name,
      trackingNumber,
    })),
    isPart: about.length < parcels.length,
  };
}

function troubleData({ planned, localeSettings }: ReturnMessageInput) {
  const { isLookedInto = false, refundDue = null } = planned.facts ?? {};
  const refundBy = typeof refundDue === 'number' ? formatLocalDay(refundDue, localeSettings) : null;
  return { isLookedInto, refundBy };
}

function labelsData({ parcels, planned }: ReturnMessageInput) {
  const about = parcels.filter(({ parcelId }) => planned.shipmentIds.includes(parcelId));
  return about.map(({ labelUrl, qrUrl, carrier, trackingNumber }, index) => ({
    url: labelUrl && encodeWebUrl(labelUrl, OF_SHOP),
    qrUrl: qrUrl && encodeWebUrl(qrUrl, OF_SHOP),
    carrierName: findCarrier(carrier).name,
    trackingNumber,
    index: index + 1,
    count: about.length,
  }));
}

/** A day that has passed by the receipt is that of the receipt: the refund is due now. */
function formatRefundBy(input: ReturnMessageInput): string {
  const { row, terms, planned, localeSettings, refundDueByLaw: byLaw } = input;
  const usual = terms.refundBy(planned.occurredAt);
  const promise = planned.facts?.['isPromiseOver'] === true ? null : row.refundBy;
  const own = promise === null ? usual : Math.max(promise.getTime(), planned.occurredAt);
  const due = byLaw === null ? own : Math.min(own, Math.max(byLaw, planned.occurredAt));
  return formatLocalDay(due, localeSettings);
}

/** After the loss of the others, nothing more follows, and the day of the refund is known. */
function partData(input: ReturnMessageInput): object {
  const isLast = input.planned.facts?.['isLast'] === true;
  return { isLast, refundBy: isLast ? troubleData(input).refundBy : null };
}

const REASON_MAX = 2_000;

/** Many items with long notes would make an email that mail programs clip. */
function shorten(text: string): string {
  return text.length <= REASON_MAX ? text : `${text.slice(0, REASON_MAX - 1).toWellFormed()}…`;
}

function outcomeData({ row, refunds, planned, localeSettings }: ReturnMessageInput): object {
  const {
    outcome = 'refund',
    partial = false,
    reference = null,
    beforeReceipt = false,
  } = planned.facts ?? {};
  const refund = refunds.find((each) => each.reference === reference);
  const notes = (row.inspection ?? []).flatMap(({ disposition, note }) =>
    disposition === 'reject' && note !== null ? [note] : [],
  );
  const rejection = notes.length > 0 ? shorten([...new Set(notes)].join(' ')) : null;
  return {
    outcome,
    partial,
    beforeReceipt,
    amount: refund ? formatMoney(refund.amount, localeSettings) : null,
    method: refund?.methodNote ?? null,
    reference: refund?.reference ?? null,
    reason: refund?.reason ?? rejection,
  };
}

/**
 * Judges the customer messages of a good journey by what happened in truth, and by what wismr had
 * received when it sent them. Reads no rule of the core.
 */

import { localDate } from '../../domain/calendar.ts';
import type { SimulationLine } from '../../domain/journey/simulation-line.ts';
import { isForStaff, type MessageKind } from '../../domain/message.ts';
import { DAY, HOUR } from '../../domain/time.ts';
import type { Status } from '../../domain/tracking.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { ModelJourney, ParcelTruth } from './journey.ts';

/**
 * - `no_reason`: it announces trouble, and the journey went within its plan.
 * - `early`: a reminder, before the customer had the usual time.
 * - `repeated`: the same channel reported the same fact before.
 * - `outdated`: wismr had received a newer event that contradicts it.
 */
export type Fault = 'no_reason' | 'early' | 'repeated' | 'outdated';

export interface NeedlessMessage {
  readonly kind: MessageKind;
  readonly channel: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly fault: Fault;
}

interface Sent {
  readonly kind: MessageKind;
  readonly channel: string;
  readonly parcelIds: readonly string[];
  readonly at: number;
}

/** The fact that a message reports, or why it should not have been sent. */
type Verdict = { readonly fact: string } | { readonly fault: Fault };

export function judgeMessages(
  journey: ModelJourney,
  lines: readonly SimulationLine[],
): readonly NeedlessMessage[] {
  const judge = new MessageJudge(journey);
  return customerMessages(lines).flatMap((sent) => {
    const fault = judge.faultOf(sent);
    const { kind, channel, at } = sent;
    return fault ? [{ kind, channel, at, fault }] : [];
  });
}

export function customerMessages(lines: readonly SimulationLine[]): readonly Sent[] {
  return lines.flatMap((line) => {
    if (line.do !== 'send') return [];
    const kind = line.kind as MessageKind;
    const { channel, shipmentIds: parcelIds, at } = line;
    return isForStaff(kind) ? [] : [{ kind, channel, parcelIds, at: Date.parse(at) }];
  });
}

const REMINDER_GAP_MS = 20 * HOUR;
/** Three days, and the hour of a clock change. */
const PICKUP_TIME_MS = 3 * DAY - HOUR;
const WORTH_A_MESSAGE = ['weather', 'customs'];

class MessageJudge {
  readonly #journey: ModelJourney;
  /** `channel parcel fact` → when it was reported first. */
  readonly #reported = new Map<string, number>();
  /** `channel parcel` of the parcels whose trouble the customer knows for a good reason. */
  readonly #troubled = new Set<string>();

  constructor(journey: ModelJourney) {
    this.#journey = journey;
  }

  /** Null: the message is right. One parcel with news is enough, but none may be outdated. */
  faultOf(sent: Sent): Fault | null {
    const ids = sent.parcelIds.length > 0 ? sent.parcelIds : [''];
    const faults = ids.map((id) => this.#faultAbout(sent, id));
    if (faults.includes('outdated')) return 'outdated';
    return faults.includes(null) ? null : (faults[0] ?? null);
  }

  #faultAbout(sent: Sent, id: string): Fault | null {
    const verdict = this.#verdictOn(sent, id);
    if ('fault' in verdict) return verdict.fault;
    const key = `${sent.channel} ${id} ${verdict.fact}`;
    const before = this.#reported.get(key);
    this.#reported.set(key, sent.at);
    const isReminder = sent.kind === 'pickup_reminder' || sent.kind === 'return_post_reminder';
    if (before === undefined || (isReminder && sent.at > before + REMINDER_GAP_MS)) return null;
    return 'repeated';
  }

  #verdictOn(sent: Sent, id: string): Verdict {
    const truth = this.#journey.truth.parcels[id];
    switch (sent.kind) {
      case 'order_confirmed':
      case 'return_requested':
      case 'return_received':
      case 'return_processed':
        return { fact: sent.kind };
      case 'shipped':
        return this.#isLogged(id, sent.at, ['delivered']) ? OUTDATED : { fact: 'shipped' };
      case 'return_approved':
      case 'return_in_transit':
        return this.#verdictOnReturn(sent);
      case 'out_for_delivery':
        return this.#verdictOnScan(sent, id, AFTER_A_TOUR);
      case 'attempted':
        return this.#verdictOnScan(sent, id, AFTER_AN_ATTEMPT);
      case 'available_for_pickup':
        return this.#verdictOnScan(sent, id, ['delivered']);
      case 'delivered':
      case 'all_delivered':
        return isTrueAt(truth?.deliveredAt, sent.at) ? { fact: 'delivered' } : NO_REASON;
      case 'pickup_reminder':
        return this.#verdictOnPickup(sent, id, truth);
      case 'exception':
        return this.#verdictOnTrouble(sent, id, truth);
      case 'delayed':
        return this.#verdictOnMissedTour(sent, id, truth) ?? this.#verdictOnDelay(sent, id);
      case 'moving_again':
        return this.#troubled.has(`${sent.channel} ${id}`) ? { fact: 'moving' } : NO_REASON;
      case 'return_post_reminder':
      case 'return_expiring':
        return this.#verdictOnPosting(sent);
      case 'partly_delivered':
      case 'not_delivered_after_all':
      case 'arriving_earlier':
      case 'arriving_tomorrow':
      case 'order_cancelled':
      case 'order_refunded':
      case 'not_shipped_yet':
      case 'ship_delay_notice':
      case 'payment_due':
      case 'returning_to_sender':
      case 'lost':
      case 'return_rejected':
      case 'return_delayed':
      case 'return_lost':
      case 'return_coming_back':
      case 'return_corrected':
      case 'withdrawal_received':
      case 'return_cancelled':
      case 'return_expired':
      case 'return_inspection_late':
      case 'refund_late':
      case 'escalation_opened':
      case 'overdue_notice':
        return NO_REASON;
      default:
        return unreachable(sent.kind);
    }
  }

  /** The approval is one fact, and each label another. */
  #verdictOnReturn({ kind, at }: Sent): Verdict {
    const logged = this.#journey.events.filter((event) => event.at <= at);
    const isOver = Object.keys(this.#journey.truth.parcels).every((id) =>
      this.#isLogged(id, at, ['delivered']),
    );
    if (isOver) return OUTDATED;
    const labels = logged.filter(({ body }) => body.kind === 'return_labelled').length;
    return { fact: kind === 'return_approved' ? `${kind} ${labels}` : kind };
  }

  /** About the latest scan of its status; nothing that ends it may have arrived. */
  #verdictOnScan({ kind, at }: Sent, id: string, ends: readonly Status[]): Verdict {
    const scan = this.#scansOf(id, at).findLast(({ status }) => status === kind);
    if (!scan) return NO_REASON;
    const isOver = this.#isLogged(id, at, ends, scan.occurredAt);
    if (isOver) return OUTDATED;
    if (kind === 'attempted') this.#markTroubled(id);
    return { fact: `${kind} ${kind === 'available_for_pickup' ? '' : scan.localDate}` };
  }

  #verdictOnPickup({ at }: Sent, id: string, truth: ParcelTruth | undefined): Verdict {
    const readyAt = truth?.readyAt ?? null;
    if (readyAt === null) return NO_REASON;
    if (this.#isLogged(id, at, ['delivered'])) return OUTDATED;
    return at < readyAt + PICKUP_TIME_MS ? { fault: 'early' } : { fact: 'waiting' };
  }

  /** Customs and weather count if they held the parcel over a night. */
  #verdictOnTrouble({ at }: Sent, id: string, truth: ParcelTruth | undefined): Verdict {
    const trouble = truth?.troubles.findLast(({ from }) => from <= at);
    if (!truth || !trouble || !WORTH_A_MESSAGE.includes(trouble.reason)) return NO_REASON;
    const { from, until, reason } = trouble;
    const dayOf = (time: number) => localDate(time, truth.timeZone);
    if (until !== null && dayOf(until) === dayOf(from)) return NO_REASON;
    if (this.#isLogged(id, at, MOVING, from)) return OUTDATED;
    this.#markTroubled(id);
    return { fact: `trouble ${reason} ${from}` };
  }

  /** The customer read that it comes “today”, and it did not; null: it was not so. */
  #verdictOnMissedTour({ at }: Sent, id: string, truth: ParcelTruth | undefined): Verdict | null {
    const tour = this.#scansOf(id, at).findLast(({ status }) => status === 'out_for_delivery');
    if (!truth || !tour || tour.localDate >= localDate(at, truth.timeZone)) return null;
    if (this.#isLogged(id, at, AFTER_A_TOUR, tour.occurredAt)) return null;
    this.#markTroubled(id);
    return { fact: `tour ${tour.localDate}` };
  }

  /** The carrier now plans a later day than ever before, or than the shop did. */
  #verdictOnDelay({ at }: Sent, id: string): Verdict {
    const estimates = this.#estimatesOf(id, at);
    const current = estimates.at(-1);
    const all = estimates.slice(0, -1);
    const own = all.filter(({ source }) => source === 'carrier');
    const before = own.length > 0 ? own : all;
    const isLater = before.length > 0 && before.every(({ date }) => date < (current?.date ?? ''));
    if (!current || !isLater) return NO_REASON;
    if (this.#isLogged(id, at, ['delivered', 'available_for_pickup'])) return OUTDATED;
    this.#markTroubled(id);
    return { fact: `day ${current.date}` };
  }

  #verdictOnPosting({ kind, at }: Sent): Verdict {
    const { postedAt } = this.#journey.truth;
    return postedAt === null || postedAt > at ? { fact: kind } : NO_REASON;
  }

  #markTroubled(id: string): void {
    for (const channel of ['email', 'sms']) this.#troubled.add(`${channel} ${id}`);
  }

  /** The scans that wismr had, in the order of the carrier's clock. */
  #scansOf(id: string, at: number) {
    return this.#journey.events
      .flatMap((event) => {
        const { body } = event;
        const isAbout = body.kind === 'scanned' && body.shipmentId === id && event.at <= at;
        return isAbout ? [body.scan] : [];
      })
      .sort((a, b) => a.occurredAt - b.occurredAt);
  }

  #isLogged(id: string, at: number, statuses: readonly Status[], after = 0): boolean {
    return this.#scansOf(id, at).some(
      ({ status, occurredAt }) =>
        status !== null && statuses.includes(status) && occurredAt > after,
    );
  }

  /** The shop's estimate and those for the parcel, in the order in which they were made. */
  #estimatesOf(id: string, at: number) {
    return this.#journey.events
      .flatMap(({ at: loggedAt, body }) => {
        if (loggedAt > at) return [];
        if (body.kind === 'order_placed') return body.edd ? [body.edd] : [];
        if (body.kind !== 'edd_set') return [];
        return body.shipmentId === null || body.shipmentId === id ? [body.edd] : [];
      })
      .sort((a, b) => a.asOf - b.asOf);
  }
}

const NO_REASON: Verdict = { fault: 'no_reason' };
const OUTDATED: Verdict = { fault: 'outdated' };

const AFTER_A_TOUR: readonly Status[] = ['attempted', 'available_for_pickup', 'delivered'];
const AFTER_AN_ATTEMPT: readonly Status[] = [
  'out_for_delivery',
  'available_for_pickup',
  'delivered',
];
const MOVING: readonly Status[] = [
  'in_transit',
  'out_for_delivery',
  'attempted',
  'available_for_pickup',
  'delivered',
];

function isTrueAt(time: number | null | undefined, at: number): boolean {
  return time !== null && time !== undefined && time <= at;
}

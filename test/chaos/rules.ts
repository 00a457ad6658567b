/**
 * What a customer must and may read, and how a journey must end: worked out from the reported facts
 * alone, by rules written from docs/states.md. Shares no code with the core, whose mistakes it is
 * to find.
 */

import type { Channel, MessageKind } from '../../domain/message.ts';
import { type Fact, type FactName, parcelOf, type Report, type Story } from './facts.ts';
import { IMPATIENT_CARRIER } from './stories.ts';

/** A message that the customer must have read. */
export interface Owed {
  readonly kind: MessageKind;
  readonly channel: Channel;
  readonly parcel: string | null;
  /** How many of them. */
  readonly count: number;
  /** Other kinds that say the same. */
  readonly or: readonly MessageKind[];
  /** Tried facts after which it is no longer true, so that wismr may have dropped it. */
  readonly overtakenBy: readonly Fact[];
}

/** By SMS as well as by email, to customers with a phone number. */
const BY_SMS: readonly MessageKind[] = [
  'out_for_delivery',
  'delivered',
  'all_delivered',
  'available_for_pickup',
];

/**
 * How far a parcel is by the scan or the message about it. A lower one after a higher one is wrong.
 * Not `order_confirmed`: the customer has a right to it, and it waits for no other message for more
 * than a minute.
 */
const PROGRESS: Readonly<Partial<Record<MessageKind, number>>> = {
  shipped: 1,
  out_for_delivery: 2,
  available_for_pickup: 3,
  delivered: 4,
  all_delivered: 4,
  returning_to_sender: 4,
  order_cancelled: 4,
  return_requested: 1,
  return_approved: 2,
  return_in_transit: 3,
  return_received: 4,
  return_processed: 5,
  return_rejected: 5,
  return_cancelled: 5,
};

export function progressOf(kind: MessageKind): number | null {
  return PROGRESS[kind] ?? null;
}

/** What must have been sent because of the acknowledged facts. */
export function owedFor(story: Story, reports: readonly Report[]): readonly Owed[] {
  const acked = reports.filter(({ ackedAt }) => ackedAt !== null).map(({ fact }) => fact);
  const tried = reports.map(({ fact }) => fact);
  // From then on, an SMS may be missing.
  const wasStopTried = tried.some(({ what }) => what === 'replied_stop');
  const single = acked.flatMap((fact) => owedForFact(story, fact, tried));
  return [...single, ...owedForAll(story, acked)].flatMap((owed) =>
    BY_SMS.includes(owed.kind) && story.customer.phone !== null && !wasStopTried
      ? [owed, { ...owed, channel: 'sms' as const }]
      : [owed],
  );
}

function owedForFact(story: Story, fact: Fact, tried: readonly Fact[]): readonly Owed[] {
  const triedAs = (...names: readonly FactName[]) =>
    tried.filter(({ what }) => names.includes(what));
  const laterScans = triedScans(tried, parcelOf(fact)).filter(
    (scan) => fact.what !== 'scanned' || scan.at > fact.at,
  );
  switch (fact.what) {
    case 'order_placed':
      return [owe('order_confirmed', { overtakenBy: triedAs('order_cancelled') })];
    case 'shipment_added': {
      const seen = laterScans.filter(({ status }) => !isEarly(status));
      const { parcel } = fact;
      return [owe('shipped', { parcel, overtakenBy: [...seen, ...triedAs('order_cancelled')] })];
    }
    case 'scanned':
      return owedForScan(story, fact, { laterScans, tried });
    case 'order_cancelled':
      return [owe('order_cancelled')];
    case 'return_requested': {
      const decided = triedAs('return_approved', 'return_rejected', 'return_labelled');
      return [
        owe('return_requested', { overtakenBy: [...decided, ...triedAs('return_cancelled')] }),
      ];
    }
    case 'return_rejected':
      return [owe('return_rejected')];
    case 'return_cancelled':
      return [owe('return_cancelled')];
    case 'return_approved': {
      const moved = tried.filter(({ what }) => what === 'scanned');
      const over = triedAs('return_cancelled', 'return_inspected', 'return_refunded');
      return [owe('return_approved', { overtakenBy: [...moved, ...over] })];
    }
    // Each is counted below, or is no message of its own.
    case 'order_refunded':
    case 'return_refunded':
    case 'return_labelled':
    case 'return_inspected':
    case 'replied_stop':
      return [];
  }
}

type Scan = Extract<Fact, { what: 'scanned' }>;

interface ScanContext {
  readonly laterScans: readonly Scan[];
  readonly tried: readonly Fact[];
}

function owedForScan(
  story: Story,
  scan: Scan,
  { laterScans, tried }: ScanContext,
): readonly Owed[] {
  const { parcel, status } = scan;
  if (!story.parcels.includes(parcel)) return owedForReturnScan(scan, { laterScans, tried });
  switch (status) {
    case 'out_for_delivery':
    case 'available_for_pickup':
      return [owe(status, { parcel, overtakenBy: laterScans })];
    case 'delivered':
      return [owe('delivered', { parcel, or: ['all_delivered'] })];
    case 'return_to_sender':
      return [owe('returning_to_sender', { parcel })];
    case 'in_transit':
      // Its next scan comes only when the customer has read that it is late.
      return story.carrier === IMPATIENT_CARRIER
        ? [owe('delayed', { parcel, overtakenBy: laterScans })]
        : [];
    default:
      return [];
  }
}

function owedForReturnScan({ status }: Scan, { laterScans, tried }: ScanContext): readonly Owed[] {
  const over = tried.filter(({ what }) => ['return_inspected', 'return_refunded'].includes(what));
  const overtakenBy = [...laterScans, ...over];
  if (status === 'in_transit') return [owe('return_in_transit', { overtakenBy })];
  return status === 'delivered' ? [owe('return_received', { overtakenBy })] : [];
}

/** What follows from several facts together. */
function owedForAll(story: Story, acked: readonly Fact[]): readonly Owed[] {
  const named = (what: FactName) => acked.filter((fact) => fact.what === what).length;
  const arrived = acked.filter((fact) => fact.what === 'scanned' && fact.status === 'delivered');
  const isComplete =
    story.parcels.length > 1 &&
    story.parcels.every((parcel) => arrived.some((fact) => parcelOf(fact) === parcel));
  const [refunds, returned] = [named('order_refunded'), named('return_refunded')];
  return [
    ...(isComplete ? [owe('all_delivered')] : []),
    ...(refunds > 0 ? [owe('order_refunded', { count: refunds })] : []),
    ...(returned > 0 ? [owe('return_processed', { count: returned })] : []),
  ];
}

function owe(kind: MessageKind, rest: Partial<Owed> = {}): Owed {
  return { kind, channel: 'email', parcel: null, count: 1, or: [], overtakenBy: [], ...rest };
}

function triedScans(tried: readonly Fact[], parcel: string | null): readonly Scan[] {
  return tried.filter((fact): fact is Scan => fact.what === 'scanned' && fact.parcel === parcel);
}

function isEarly(status: Scan['status']): boolean {
  return status === 'pre_transit' || status === 'in_transit';
}

/** The facts any of which can be the reason for a message; empty: nothing that happens here. */
export function causesOf(kind: MessageKind, story: Story): (fact: Fact) => boolean {
  const scanned = (status: Scan['status']) => (fact: Fact) =>
    fact.what === 'scanned' && fact.status === status;
  const isLate = story.carrier === IMPATIENT_CARRIER;
  switch (kind) {
    case 'order_confirmed':
      return ({ what }) => what === 'order_placed';
    case 'shipped':
      return ({ what }) => what === 'shipment_added';
    case 'out_for_delivery':
    case 'available_for_pickup':
    case 'delivered':
      return scanned(kind);
    case 'all_delivered':
      return (fact) => story.parcels.length > 1 && scanned('delivered')(fact);
    case 'returning_to_sender':
      return scanned('return_to_sender');
    case 'delayed':
      return (fact) => isLate && scanned('in_transit')(fact);
    case 'moving_again':
      return (fact) => isLate && fact.what === 'scanned' && fact.status !== 'in_transit';
    case 'order_cancelled':
    case 'order_refunded':
    case 'return_requested':
    case 'return_rejected':
    case 'return_cancelled':
      return ({ what }) => what === kind;
    case 'return_approved':
      return ({ what }) => what === 'return_approved' || what === 'return_labelled';
    case 'return_in_transit':
      return scanned('in_transit');
    case 'return_received':
      return scanned('delivered');
    case 'return_processed':
      return ({ what }) => what === 'return_refunded';
    default:
      return () => false;
  }
}

/** How many messages of a kind about the same parcel the facts allow, by each channel. */
export function mostOf(kind: MessageKind, reports: readonly Report[]): number {
  const tried = (what: FactName) => reports.filter(({ fact }) => fact.what === what).length;
  switch (kind) {
    case 'return_approved':
      return tried('return_approved') + tried('return_labelled');
    case 'order_refunded':
      return tried('order_refunded');
    case 'return_processed':
      return tried('return_refunded');
    default:
      return 1;
  }
}

/** Past and next steps of a return, in words for the customer. */

import { formatDateTime, formatMoney, type LocaleSettings } from '../../domain/format.ts';
import type { ReturnStatus } from '../../domain/return/status.ts';
import type { Status } from '../../domain/tracking.ts';
import type { ScanView } from '../../views/journey.ts';
import type { ReturnView } from '../../views/return.ts';
import { placeLine, scanTime } from './scan.tsx';
import { SENTENCE_MAX, selectShown } from './scan-list.tsx';
import { shorten } from './shorten.ts';

export interface Entry {
  readonly what: string;
  /** When and where. */
  readonly when: string;
}

interface TimedEntry extends Entry {
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What has happened so far, newest first. */
export function pastEntries(view: ReturnView, settings: LocaleSettings): readonly Entry[] {
  const entryAt = (what: string, time: string | null): TimedEntry[] => {
    if (time === null) return [];
    const at = Date.parse(time);
    return [{ what, at, when: formatDateTime(at, settings) }];
  };
  const { parcels, inspection, refunds } = view;
  const entries = [
    ...entryAt(
      view.withdrawal ? 'You withdrew from the contract' : 'You asked for a return',
      view.requestedAt,
    ),
    // No shop approves a withdrawal.
    ...entryAt('Approved', view.withdrawal ? null : view.approvedAt),
    ...entryAt('Not accepted', view.rejectedAt),
    ...parcels.flatMap(({ labelledAt, labelUrl, qrUrl }) =>
      entryAt(labelUrl || qrUrl ? 'Your label is ready' : 'Ready to post', labelledAt),
    ),
    ...shownScans(view).flatMap((scan) => scanEntry(scan, settings)),
    ...entryAt('We have it', view.receivedAt),
    ...entryAt('We checked it', inspection?.inspectedAt ?? null),
    ...refunds.flatMap(({ amount, method, refundedAt }) =>
      entryAt(`${formatMoney(amount, settings)} ${GIVEN[method] ?? 'sent to you'}`, refundedAt),
    ),
    ...entryAt('Cancelled', view.cancelledAt),
    ...entryAt('Not posted in time', view.expiredAt),
  ];
  // Of two entries with the same time, the later one in the list comes first.
  return entries.toReversed().sort((a, b) => b.at - a.at);
}

const GIVEN: Readonly<Record<string, string>> = { store_credit: 'added as store credit' };

function shownScans({ parcels }: ReturnView): readonly ScanView[] {
  return parcels.flatMap(({ scans }) => {
    const entries = scans.map((scan) => ({ scan }));
    return selectShown(entries, parcels.length).map(({ scan }) => scan);
  });
}

/** Whether the carriers have reported more than the page shows. */
export function hasMoreScans(view: ReturnView): boolean {
  const known = view.parcels.reduce((sum, { scans }) => sum + scans.length, 0);
  return (
    known > shownScans(view).length || view.parcels.some(({ scansDropped }) => scansDropped > 0)
  );
}

function scanEntry(scan: ScanView, settings: LocaleSettings): TimedEntry[] {
  const what = scan.description ?? (scan.status ? SCAN_WORDS[scan.status] : null);
  if (what === null) return [];
  const when = `${scanTime(scan, settings)}${placeLine(scan)}`;
  return [{ what: shorten(what, SENTENCE_MAX), when, at: Date.parse(scan.occurredAt) }];
}

const SCAN_WORDS: Readonly<Record<Status, string>> = {
  unknown: 'Reported by the carrier',
  pre_transit: 'The carrier is expecting it',
  in_transit: 'On its way to us',
  out_for_delivery: 'Out for delivery to us',
  attempted: 'The carrier could not hand it over',
  available_for_pickup: 'Waiting to be collected',
  delivered: 'Delivered to us',
  exception: 'The carrier reports a problem',
  return_to_sender: 'On its way back to you',
  cancelled: 'The label was cancelled',
};

const PATH = {
  approve: 'We look at your request',
  post: 'You post it',
  travel: 'It reaches us',
  check: 'We check it',
  money: 'You get your money back',
} as const;

const NEXT: Readonly<Record<ReturnStatus, readonly (keyof typeof PATH)[]>> = {
  requested: ['approve', 'post', 'check', 'money'],
  approved: ['post', 'check', 'money'],
  label_issued: ['post', 'check', 'money'],
  in_transit: ['travel', 'check', 'money'],
  received: ['check', 'money'],
  inspected: ['money'],
  refunded: [],
  exchanged: [],
  credited: [],
  rejected_on_inspection: [],
  rejected: [],
  cancelled: [],
  expired: [],
};

/** What comes next, last step first, because the page shows it above the past entries. */
export function nextSteps({ status, postBy, withdrawal }: ReturnView): readonly string[] {
  // A customer who withdraws before the goods are shipped has nothing to send.
  const isUnshipped = withdrawal && status === 'approved' && postBy === null;
  const steps = isUnshipped ? (['money'] as const) : NEXT[status];
  return steps.map((step) => PATH[step]).toReversed();
}

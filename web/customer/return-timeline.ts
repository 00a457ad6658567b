/** What has happened to a return and what comes next, in the customer's words. */

import type { ReturnView } from '../../api/responses-return.ts';
import { formatDateTime, formatMoney, type LocaleSettings } from '../../domain/format.ts';
import type { ReturnStatus } from '../../domain/return/facts.ts';
import type { Status } from '../../domain/tracking.ts';
import { placeOf, type ScanView, scanTime } from './scan.tsx';

export interface Entry {
  readonly what: string;
  /** When and where, or nothing. */
  readonly when: string;
}

interface Happened extends Entry {
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Newest first. */
export function happened(view: ReturnView, voice: LocaleSettings): readonly Entry[] {
  const own = (what: string, time: string | null): Happened[] => {
    if (time === null) return [];
    const at = Date.parse(time);
    return [{ what, at, when: formatDateTime(at, voice) }];
  };
  const { parcels, inspection, refunds } = view;
  const entries = [
    ...own('You asked for a return', view.requestedAt),
    ...own('Approved', view.approvedAt),
    ...own('Not accepted', view.rejectedAt),
    ...parcels.flatMap(({ labelledAt, labelUrl, qrUrl }) =>
      own(labelUrl || qrUrl ? 'Your label is ready' : 'Ready to be posted', labelledAt),
    ),
    ...parcels.flatMap(({ scans }) => scans.flatMap((scan) => ofScan(scan, voice))),
    ...own('We have it', view.receivedAt),
    ...own('We checked it', inspection?.inspectedAt ?? null),
    ...refunds.flatMap(({ amount, method, refundedAt }) =>
      own(`${formatMoney(amount, voice)} ${GIVEN[method] ?? 'sent to you'}`, refundedAt),
    ),
    ...own('Cancelled', view.cancelledAt),
    ...own('Not posted in time', view.expiredAt),
  ];
  // Of two at the same time the later in the list came after.
  return entries.toReversed().sort((a, b) => b.at - a.at);
}

const GIVEN: Readonly<Record<string, string>> = { store_credit: 'added as store credit' };

function ofScan(scan: ScanView, voice: LocaleSettings): Happened[] {
  const what = scan.description ?? (scan.status ? SCAN_WORDS[scan.status] : null);
  if (what === null) return [];
  const when = `${scanTime(scan, voice)}${placeOf(scan)}`;
  return [{ what, when, at: Date.parse(scan.occurredAt) }];
}

const SCAN_WORDS: Readonly<Record<Status, string>> = {
  unknown: 'The carrier reports it',
  pre_transit: 'The carrier waits for it',
  in_transit: 'On its way to us',
  out_for_delivery: 'In the van to us',
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
  travel: 'It travels to us',
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

/** Furthest first, so that it stands above what has happened. */
export function comesNext({ status }: ReturnView): readonly string[] {
  return NEXT[status].map((step) => PATH[step]).toReversed();
}

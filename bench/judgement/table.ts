/** The judgement as tables for the terminal. */

import { tableLines } from '../../cli/table.ts';
import type { Caught, Counts, Judgement, NeedlessEscalations } from './measure.ts';

export function judgementTable(judgement: Judgement): string {
  const { journeys, seed, needlessMessages, needlessCases, late, bad } = judgement;
  const { domestic, abroad, returns } = needlessCases;
  return [
    `${journeys} journeys, seed ${seed}`,
    '',
    'Good journeys: needless customer messages',
    ...tableLines([
      {
        journeys: String(needlessMessages.n),
        needless: String(needlessMessages.total),
        'per journey': percent(needlessMessages.perJourney),
        target: '≤ 0.5 %',
        'kind/fault': countsInWords(needlessMessages.byFault),
      },
    ]),
    '',
    'Good journeys: needless escalations and notices to staff',
    ...tableLines([
      escalationRow('domestic', domestic, '≤ 3 %'),
      escalationRow('abroad', abroad, '≤ 8 %'),
      escalationRow('returns', returns, '≤ 3 %'),
    ]),
    '',
    'Late journeys: what happened before the parcel arrived, or moved again',
    ...tableLines(Object.entries(late).map(([kind, row]) => caughtRow(kind, row))),
    '',
    'Bad journeys: hours from when it went wrong to the first escalation',
    ...tableLines(Object.entries(bad).map(([kind, row]) => caughtRow(kind, row))),
  ].join('\n');
}

function escalationRow(group: string, row: NeedlessEscalations, target: string) {
  return {
    group,
    journeys: String(row.n),
    escalations: String(row.escalations),
    notices: String(row.notices),
    'per journey': percent(row.perJourney),
    target,
    'escalations by expectation': countsInWords(row.byKind),
  };
}

/** What the core shall reach. The bench prints the targets and enforces none. */
const TARGETS: Readonly<Record<string, string>> = {
  never_scanned: 'all end high',
  lost_at_home: 'all caught, median ≤ 96 h',
  lost_abroad: 'all caught, median ≤ 153 h',
  return_lost: 'all caught',
  never_inspected: 'all caught, all end high',
  never_refunded: 'all caught',
  promise_missed: 'all caught',
};

function caughtRow(kind: string, row: Caught) {
  return {
    kind,
    journeys: String(row.n),
    caught: String(row.caught),
    'median h': row.medianHours === null ? '–' : String(row.medianHours),
    'p90 h': row.p90Hours === null ? '–' : String(row.p90Hours),
    'ended high': String(row.endedHigh),
    'customer told': String(row.customerTold),
    messages: String(row.messages),
    target: TARGETS[kind] ?? '',
  };
}

function countsInWords(counts: Counts): string {
  const words = Object.entries(counts).map(([kind, count]) => `${kind} ${count}`);
  return words.length === 0 ? '–' : words.join(', ');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Runs the model through the core, and counts what was needless and what was caught. */

import { simulate } from '../../domain/journey/simulate.ts';
import type { SimulationLine } from '../../domain/journey/simulation-line.ts';
import { machineOf } from '../../domain/journeys.ts';
import type { MessageKind } from '../../domain/message.ts';
import { HOUR } from '../../domain/time.ts';
import { countNotices, listEscalations, type OpenedEscalation } from './escalations.ts';
import { generateJourneys, type Model } from './generate.ts';
import {
  BAD_KINDS,
  type BadKind,
  GOOD_KINDS,
  type GoodKind,
  LATE_KINDS,
  type LateKind,
  type ModelJourney,
  type ModelKind,
  type Wrong,
} from './journey.ts';
import { customerMessages, judgeMessages, type NeedlessMessage } from './judge-messages.ts';

export interface Judgement extends Model {
  readonly needlessMessages: Needless & { readonly byFault: Counts };
  readonly needlessCases: Readonly<Record<'domestic' | 'abroad' | 'returns', NeedlessEscalations>>;
  readonly late: Readonly<Record<LateKind, Caught>>;
  readonly bad: Readonly<Record<BadKind, Caught>>;
}

export type Counts = Readonly<Record<string, number>>;

export interface Needless {
  /** How many good journeys there were. */
  readonly n: number;
  readonly total: number;
  readonly perJourney: number;
  readonly byKind: Counts;
}

/** `total` counts escalations and notices; `byKind` counts escalations by expectation. */
export interface NeedlessEscalations extends Needless {
  readonly escalations: number;
  readonly notices: number;
}

export interface Caught {
  readonly n: number;
  /** How many had an escalation after it went wrong. */
  readonly caught: number;
  /** From when it went wrong to the first escalation; null: none was caught. */
  readonly medianHours: number | null;
  readonly p90Hours: number | null;
  readonly endedHigh: number;
  /** How many customers received a message about it, and how many messages in all. */
  readonly customerTold: number;
  readonly messages: number;
}

/** What the core decided about one journey. */
export interface JudgedJourney {
  readonly journey: ModelJourney;
  readonly messages: readonly NeedlessMessage[];
  readonly escalations: readonly OpenedEscalation[];
  readonly notices: number;
  /** Messages to the customer about trouble, after it went wrong. */
  readonly troubleMessages: number;
  readonly endStatus: string;
}

export function judgeJourney(journey: ModelJourney): JudgedJourney {
  const { journeyId, journeyKind, events, until } = journey;
  const { lines } = simulate(machineOf(journeyKind), { journeyId, events, until });
  return judgeLines(journey, lines);
}

export function judgeLines(journey: ModelJourney, lines: readonly SimulationLine[]): JudgedJourney {
  const { wrong } = journey.truth;
  const end = lines.findLast((line) => line.do === 'event');
  return {
    journey,
    messages: wrong ? [] : judgeMessages(journey, lines),
    escalations: listEscalations(lines),
    notices: countNotices(lines),
    troubleMessages: wrong ? countTroubleMessages(lines, wrong) : 0,
    endStatus: end?.status ?? '',
  };
}

const TROUBLE_MESSAGES: ReadonlySet<MessageKind> = new Set<MessageKind>([
  'not_shipped_yet',
  'delayed',
  'exception',
  'payment_due',
  'not_delivered_after_all',
  'returning_to_sender',
  'lost',
  'pickup_reminder',
  'return_delayed',
  'return_lost',
  'return_coming_back',
  'return_inspection_late',
  'refund_late',
]);

function countTroubleMessages(lines: readonly SimulationLine[], { at, until }: Wrong): number {
  return customerMessages(lines).filter(
    (sent) => TROUBLE_MESSAGES.has(sent.kind) && sent.at >= at && sent.at <= (until ?? sent.at),
  ).length;
}

/** `watch` sees each judged journey. */
export function measureJudgement(
  model: Model,
  watch: (judged: JudgedJourney) => void = () => {},
): Judgement {
  const groups = new Map<ModelKind, JudgedJourney[]>();
  for (const journey of generateJourneys(model)) {
    const judged = judgeJourney(journey);
    watch(judged);
    groups.set(journey.kind, [...(groups.get(journey.kind) ?? []), judged]);
  }
  const groupOf = (kind: ModelKind) => groups.get(kind) ?? [];
  const caughtIn = <Kind extends ModelKind>(kinds: readonly Kind[]) =>
    Object.fromEntries(kinds.map((kind) => [kind, measureCaught(groupOf(kind))])) as Readonly<
      Record<Kind, Caught>
    >;
  return {
    ...model,
    needlessMessages: measureMessages(GOOD_KINDS.flatMap(groupOf)),
    needlessCases: {
      domestic: measureEscalations(groupOf('domestic' satisfies GoodKind)),
      abroad: measureEscalations(groupOf('abroad')),
      returns: measureEscalations(groupOf('return')),
    },
    late: caughtIn(LATE_KINDS),
    bad: caughtIn(BAD_KINDS),
  };
}

function measureMessages(group: readonly JudgedJourney[]): Judgement['needlessMessages'] {
  const messages = group.flatMap((each) => each.messages);
  const byFault = countBy(messages.map(({ kind, fault }) => `${kind}/${fault}`));
  return {
    ...needless(group.length, messages.length),
    byKind: countBy(messages.map(kindOf)),
    byFault,
  };
}

function kindOf({ kind }: NeedlessMessage): string {
  return kind;
}

/** In a good journey, everything arrives within the plan: every escalation is needless. */
function measureEscalations(group: readonly JudgedJourney[]): NeedlessEscalations {
  const opened = group.flatMap(({ escalations }) => escalations);
  const notices = group.reduce((sum, each) => sum + each.notices, 0);
  const byKind = countBy(opened.map(({ expectation }) => expectation));
  const counted = needless(group.length, opened.length + notices);
  return { ...counted, escalations: opened.length, notices, byKind };
}

function needless(n: number, total: number) {
  return { n, total, perJourney: n === 0 ? 0 : round(total / n, 4) };
}

/** The most frequent first. */
function countBy(names: readonly string[]): Counts {
  const groups = Map.groupBy(names, (name) => name);
  const counts = [...groups].map(([name, all]): [string, number] => [name, all.length]);
  return Object.fromEntries(counts.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)));
}

function measureCaught(group: readonly JudgedJourney[]): Caught {
  const found = group.map((each) => aboutIt(each));
  const hours = found.flatMap(({ afterMs }) => (afterMs === null ? [] : [afterMs / HOUR]));
  hours.sort((a, b) => a - b);
  return {
    n: group.length,
    caught: hours.length,
    medianHours: quantile(hours, 0.5),
    p90Hours: quantile(hours, 0.9),
    endedHigh: found.filter(({ endedHigh }) => endedHigh).length,
    customerTold: group.filter((each) => each.troubleMessages > 0).length,
    messages: group.reduce((sum, each) => sum + each.troubleMessages, 0),
  };
}

/** Whether an escalation was open after it went wrong, how long that took, and how it ended. */
export function aboutIt({ journey, escalations }: JudgedJourney) {
  const { wrong } = journey.truth;
  if (!wrong) return { afterMs: null, endedHigh: false };
  const { at, until, parcelId } = wrong;
  const about = escalations.filter(
    (each) =>
      (parcelId === null || each.parcelId === null || each.parcelId === parcelId) &&
      (each.closedAt ?? Number.POSITIVE_INFINITY) > at &&
      each.openedAt <= (until ?? each.openedAt),
  );
  const first = Math.min(...about.map(({ openedAt }) => openedAt));
  const endedHigh = about.some(
    ({ closedAt, severity }) => closedAt === null && severity === 'high',
  );
  return { afterMs: about.length === 0 ? null : Math.max(0, first - at), endedHigh };
}

/** The smallest value that at least this share of the values does not exceed. */
function quantile(sorted: readonly number[], share: number): number | null {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  return value === undefined ? null : round(value, 1);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

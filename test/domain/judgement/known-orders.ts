/** An order as most of these journeys begin, and who receives what in the end. */

import type { SimulationLine } from '../../../domain/journey/simulation-line.ts';
import { type MessageKind, STAFF_MESSAGES } from '../../../domain/message.ts';
import { aContact, at, placed, policy, scanned, shipped } from '../builders.ts';

/** A time in Berlin on a day `MM-DD` of 2026. */
export const day = (date: string, time = '12:00') => at(time, `2026-${date}`);

/** Reads email only, so that each message counts once. */
export const reader = aContact({ phone: false });

/** Placed and shipped on Tuesday, 24 November. */
export const order = [policy(at('08:00')), placed(at('08:00'), reader), shipped()];
export const moving = [...order, scanned('in_transit', at('12:00'))];
/** The same for a shop that does not wait for the carrier's estimated day. */
export const strictly = [
  ...moving,
  policy(at('12:00'), { expectations: { movement: { estimate: '0h' } } }),
];
/** The `movement` expectation since that scan: due on Thursday at noon. */
export const STALL = 's1/movement/2026-11-24T11:00:00Z';

interface Lines {
  readonly lines: readonly SimulationLine[];
}

/** The emails to the customer: `11-24 12:00 delivered`, by clocks in Berlin in winter. */
export function toCustomer({ lines }: Lines): readonly string[] {
  return emailsOf(lines, (kind) => !STAFF_KINDS.includes(kind));
}

/** The emails to staff. */
export function toStaff({ lines }: Lines): readonly string[] {
  return emailsOf(lines, (kind) => STAFF_KINDS.includes(kind));
}

/** The emails to the customer of the given kinds. */
export function ofKinds(run: Lines, ...kinds: readonly MessageKind[]): readonly string[] {
  return toCustomer(run).filter((line) => kinds.some((kind) => line.endsWith(` ${kind}`)));
}

const STAFF_KINDS: readonly string[] = STAFF_MESSAGES;

function emailsOf(
  lines: readonly SimulationLine[],
  isWanted: (kind: string) => boolean,
): readonly string[] {
  return lines.flatMap((line) => {
    if (line.do !== 'send' || line.channel !== 'email' || !isWanted(line.kind)) return [];
    const time = new Date(Date.parse(line.at) + 3_600_000).toISOString();
    return [`${time.slice(5, 10)} ${time.slice(11, 16)} ${line.kind}`];
  });
}

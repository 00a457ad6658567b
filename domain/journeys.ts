/** The events of both kinds of journey, and the machine of each kind. */

import type { JourneyKind } from './ids.ts';
import type { Logged } from './journey/event.ts';
import type { Machine } from './journey/machine.ts';
import type { JourneyState } from './journey/state.ts';
import type { OrderEventBody, OrderFact } from './order/event.ts';
import { orderMachine } from './order/index.ts';
import type { ReturnEventBody, ReturnFact } from './return/event.ts';
import { returnMachine } from './return/index.ts';

export type JourneyEventBody = OrderEventBody | ReturnEventBody;
export type JourneyEvent = Logged<JourneyEventBody>;

/**
 * An event as the log hands it over. Each hash covers the event and the hash before it, so that two
 * logs with the same hash at a number are the same up to there.
 */
export type LogEvent = JourneyEvent & {
  readonly hash: string;
  /** The hash of the event before; empty for the first one. */
  readonly prev: string;
};

/** How far a workflow has processed its journey's log. `seq` 0 and an empty hash: not at all. */
export interface LogPosition {
  readonly seq: number;
  readonly hash: string;
}

export const LOG_START: LogPosition = { seq: 0, hash: '' };

/**
 * The events after a position. `diverged`: the log has another event there, or none, because its
 * database was restored from an earlier copy.
 */
export type LogAnswer = readonly LogEvent[] | 'diverged';

export type AnyMachine = Machine<JourneyState, OrderFact | ReturnFact>;

/**
 * The machine of a kind, for code that handles both kinds alike. Pass it only events of that kind;
 * a journey's log has no others.
 */
export function machineOf(kind: JourneyKind): AnyMachine {
  return MACHINES[kind] as unknown as AnyMachine;
}

const MACHINES = { order: orderMachine, return: returnMachine } as const;

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

export type AnyMachine = Machine<JourneyState, OrderFact | ReturnFact>;

/**
 * The machine of a kind, for code that handles both kinds alike. Pass it only events of that kind;
 * a journey's log has no others.
 */
export function machineOf(kind: JourneyKind): AnyMachine {
  return MACHINES[kind] as unknown as AnyMachine;
}

const MACHINES = { order: orderMachine, return: returnMachine } as const;

/** Which message would be old news after another one, whatever the log says. */

import type { MessageKind } from '../message.ts';

/** Each is old news once a later one of its list has left. */
const STEPS: readonly (readonly MessageKind[])[] = [
  ['shipped', 'arriving_tomorrow', 'out_for_delivery', 'partly_delivered', 'delivered'],
  [
    'return_requested',
    'return_approved',
    'return_in_transit',
    'return_received',
    'return_processed',
  ],
];

interface MessageAbout {
  readonly kind: MessageKind;
  /** Empty: it is about the whole order or return. */
  readonly shipmentIds: readonly string[];
}

/**
 * Whether the customer has read of a later step of the same parcels. What happens for a second time
 * (`S1/out_for_delivery/2`) is news.
 */
export function isOldNewsAfter(
  message: MessageAbout & { readonly milestoneId: string },
  other: MessageAbout,
): boolean {
  if (!message.milestoneId.endsWith('/1')) return false;
  const isLater = STEPS.some((steps) => {
    const [own, others] = [steps.indexOf(message.kind), steps.indexOf(stepOf(other.kind))];
    return own >= 0 && own < others;
  });
  return isLater && message.shipmentIds.every((id) => other.shipmentIds.includes(id));
}

/** The last parcel of an order is a delivery like the others. */
function stepOf(kind: MessageKind): MessageKind {
  return kind === 'all_delivered' ? 'delivered' : kind;
}

/** Where a carrier left a parcel, by its proof of delivery: `Front Door`, `Returned to shipper`. */

/**
 * The place as words beside a delivery. If somebody took the parcel there, a locker or a shop is no
 * sign that it still waits; the sender's place always contradicts the delivery.
 */
export function describeLeftAt(location: string | null, isTaken: boolean): string | null {
  if (location === null) return null;
  return isTaken ? `delivered to the recipient at ${location}` : `left at ${location}`;
}

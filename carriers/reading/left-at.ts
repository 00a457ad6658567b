/**
 * The place where a carrier left a parcel, from its proof of delivery: `Front Door`,
 * `Returned to shipper`.
 */

/**
 * Words that correct a delivery by its place. If somebody took the parcel at a locker or a shop,
 * that place does not mean that it still waits there. The sender's place always contradicts the
 * delivery.
 */
export function describeLeftAt(location: string | null, isTaken: boolean): string | null {
  if (location === null) return null;
  return isTaken ? `delivered to the recipient at ${location}` : `left at ${location}`;
}

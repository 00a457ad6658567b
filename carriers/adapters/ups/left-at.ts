/** Where UPS left a package: `Front Door`, `UPS Access Point`, `RETURNED TO SHIPPER`. */

/** The place as words beside a delivery. A package with a name was handed to somebody there. */
export function describeLeftAt(location: string | null, receivedBy: string | null): string | null {
  return location === null || receivedBy !== null ? location : `left at ${location}`;
}

/** Placeholder until the directory is written. */
export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly url: string | null;
}
export function findCarrier(written: string): Carrier {
  const id = written
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return { id, name: written, url: null };
}
export function trackingUrl(_carrier: Carrier, _number: string): string | null {
  return null;
}

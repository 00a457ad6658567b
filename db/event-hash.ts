/** The hashes that chain the events of a journey's log. */

import { createHash } from 'node:crypto';
import type { JourneyEvent } from '../domain/journeys.ts';

/**
 * The hash of an event: SHA-256, base64url, of the hash before it and the event as canonical JSON.
 * Whoever changes, removes or inserts an event changes every later hash.
 */
export function hashEvent(prev: string, event: JourneyEvent): string {
  return createHash('sha256')
    .update(`${prev}\n${canonicalJson(event)}`)
    .digest('base64url');
}

/** JSON with sorted properties, because Postgres keeps no order of its own in `jsonb`. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}

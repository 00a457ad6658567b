/**
 * The relays' queue: a relay claims journeys with undelivered events, and marks or releases them. Each
 * is a single statement, so that no two relays get the same journey.
 */

export { type Claim, claimUndelivered, markDelivered, releaseClaims } from '../db/relay-queue.ts';

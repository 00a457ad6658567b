/** Addresses that receive nothing more: they are dead, or the person complained or refused. */

import type { Channel } from './message.ts';

export const SUPPRESSION_REASONS = ['bounced', 'complained', 'opted_out'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** Writes an address in one way, so that it is recognized however it was written. */
export function normalizeAddress(channel: Channel, address: string): string {
  const bare = /<([^<>]+)>\s*$/.exec(address)?.[1] ?? address;
  if (channel === 'sms') return `+${bare.replaceAll(/\D/g, '')}`;
  return bare.trim().toLowerCase();
}

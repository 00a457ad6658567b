/** The ids of messages. */

import { createHash } from 'node:crypto';
import type { NotificationKey } from '../domain/ids.ts';

/**
 * Returns the id of the message with this key: a UUID of version 8 (RFC 9562) from the key's SHA-256. It
 * is the same after the database was restored from a copy without the message: providers recognise the
 * message, and receipts find it.
 */
export function notificationIdOf(key: NotificationKey): string {
  const bytes = createHash('sha256').update(`notification/${key}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

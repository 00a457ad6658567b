/** What the shop's people are told. */

import { z } from 'zod';
import { text, textOrNull, webUrl } from './fields.ts';

export const escalationOpened = z.strictObject({
  shopName: text,
  journey: z.strictObject({ kind: z.enum(['order', 'return']), id: text }),
  /** What was expected and has not come, e.g. `the carrier’s first scan`. */
  expectation: text,
  carrierName: textOrNull,
  trackingNumber: textOrNull,
  severity: text,
  /** In words, e.g. `24 Nov, 16:20`. */
  dueAt: text,
  openedAt: text,
  /** E.g. `2 days`; null where it was due just now. */
  overdueBy: textOrNull,
  journeyUrl: webUrl,
});

export const overdueNotice = escalationOpened.omit({ severity: true, overdueBy: true });

/** What the shop's people are told. */

import { z } from 'zod';
import { text, textOrNull, webUrl } from './fields.ts';

export const escalationOpened = z.strictObject({
  shopName: text,
  journey: z.strictObject({ kind: z.enum(['order', 'return']), id: text }),
  /** What was expected and has not come, e.g. `a first scan by the carrier`. */
  expectation: text,
  carrierName: textOrNull,
  trackingNumber: textOrNull,
  severity: text,
  /** Both in words, e.g. `Tuesday, 24 November, 16:20` and `2 days`. */
  openedAt: text,
  overdueBy: text,
  deskUrl: webUrl,
});

export const overdueNotice = escalationOpened.omit({ severity: true, overdueBy: true });

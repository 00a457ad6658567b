/** The data of the email to operators about an alert. It has no shop. */

import { z } from 'zod';
import { ALERT_KINDS, ALERT_OCCASIONS } from '../../../domain/alert.ts';
import { text, textOrNull, webUrl } from './fields.ts';

export const alertEmail = z.strictObject({
  kind: z.enum(ALERT_KINDS),
  occasion: z.enum(ALERT_OCCASIONS),
  /** What is broken, e.g. `resend`; null: the kind says it all. */
  topic: textOrNull,
  /** How many messages or journeys it affects. */
  affected: z.int().nonnegative(),
  /** When the fault began, e.g. `24 Nov, 16:20`. All times are UTC. */
  since: text,
  openedAt: text,
  /** Null while it is open. */
  endedAt: textOrNull,
  lastError: textOrNull,
  /** Details for operators. */
  readyUrl: webUrl,
});

export const alertEmailSample: z.input<typeof alertEmail> = {
  kind: 'message_stuck',
  occasion: 'opened',
  topic: 'urgent email',
  affected: 12,
  since: '24 Nov, 16:05',
  openedAt: '24 Nov, 16:20',
  endedAt: null,
  lastError: 'rate_limit_exceeded',
  readyUrl: 'https://track.alderandfinch.example/readyz',
};

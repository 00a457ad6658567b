/** A shop's policy and calendar as a file has them. */

import { z } from 'zod';
import { isTimeZone } from '../domain/calendar.ts';
import { DURATION_PATTERN, type Duration } from '../domain/duration.ts';
import { CHANNELS, MESSAGE_KINDS } from '../domain/message.ts';
import type { ClockDuration } from '../domain/policy/policy-document.ts';
import { EXPECTATION_KINDS, SEVERITIES, TEAMS } from '../domain/policy/rule.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "17:00"');
const weekdays = z.array(z.int().min(1).max(7)).min(1);
const days = z.array(z.iso.date());
const span = z.custom<Duration>(
  (value) => typeof value === 'string' && DURATION_PATTERN.test(value),
  'must be a span such as "72h", "3bd" or "28d"',
);
const clockDuration = z.custom<ClockDuration>(
  (value) => typeof value === 'string' && /^\d{1,5}(s|m|h|d)$/.test(value),
  'must be a span by the clock such as "36h" or "3d"',
);

const step = z.discriminatedUnion('do', [
  z.strictObject({
    after: span,
    do: z.literal('escalate'),
    to: z.enum(TEAMS),
    severity: z.enum(SEVERITIES),
    propose: z.literal('lost').optional(),
  }),
  z.strictObject({ after: span, do: z.literal('tell_shop'), to: z.enum(TEAMS) }),
  z.strictObject({ after: span, do: z.literal('tell_customer'), message: z.enum(MESSAGE_KINDS) }),
  z.strictObject({ after: span, do: z.literal('expire') }),
]);
const rule = z
  .strictObject({ within: span, abroad: span, ladder: z.array(step).max(20) })
  .partial();
const expectations = z.partialRecord(z.enum(EXPECTATION_KINDS), rule);
const quiet = z.strictObject({ from: timeOfDay, until: timeOfDay });

export const policySchema = z
  .strictObject({
    calendar: z
      .strictObject({
        weekdays,
        cutOff: timeOfDay,
        holidays: z.string().nullable(),
        extraHolidays: days,
        workingDays: days,
      })
      .partial(),
    channels: z.partialRecord(z.enum(MESSAGE_KINDS), z.array(z.enum(CHANNELS))),
    quietHours: z.partialRecord(z.enum(CHANNELS), quiet.nullable()),
    staleAfter: z.partialRecord(z.enum(MESSAGE_KINDS), clockDuration),
    backfillLimit: clockDuration,
    together: clockDuration,
    grace: clockDuration,
    abandonAfter: clockDuration,
    expectations,
    overrides: z.array(
      z.strictObject({
        when: z
          .strictObject({ carrier: z.string(), service: z.string(), country: z.string() })
          .partial(),
        expectations,
      }),
    ),
    returns: z.strictObject({ receivedBy: z.enum(['carrier', 'shop']) }).partial(),
    staff: z.partialRecord(z.enum(TEAMS), z.array(z.email())),
  })
  .partial();

export const calendarSchema = z
  .strictObject({
    timeZone: z.string().refine(isTimeZone, 'must be a time zone such as "Europe/Berlin"'),
    weekdays,
    cutOff: timeOfDay,
    holidays: days,
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be two capital letters such as "DE"')
      .nullable(),
  })
  .partial();

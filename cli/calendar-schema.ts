/** Schema of a shop's calendar in a journey file. */

import { z } from 'zod';
import { day } from '../commands/time-schema.ts';
import { isTimeZone } from '../domain/calendar.ts';

export const calendarSchema = z
  .strictObject({
    timeZone: z.string().refine(isTimeZone, 'must be a time zone such as "Europe/Berlin"'),
    weekdays: z.array(z.int().min(1).max(7)).min(1),
    cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "17:00"'),
    holidays: z.array(day),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be two capital letters such as "DE"')
      .nullable(),
  })
  .partial();

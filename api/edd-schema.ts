import { z } from '@hono/zod-openapi';
import { day, instant, isInOrder, OUT_OF_ORDER } from '../commands/time-schema.ts';
import type { EstimatedDelivery } from '../domain/tracking.ts';

export const eddSchema = z
  .strictObject({
    date: day.openapi({ description: 'The day of delivery, at the destination.' }),
    from: instant.nullish().openapi({ description: 'Start of the time window, if you know it.' }),
    until: instant.nullish().openapi({ description: 'End of the time window, if you know it.' }),
  })
  .refine(isInOrder, OUT_OF_ORDER)
  .openapi('EstimatedDelivery', { example: { date: '2026-11-27' } });

export function parseEdd(
  given: z.output<typeof eddSchema> | null | undefined,
): EstimatedDelivery | null {
  if (!given) return null;
  const parseTime = (time: string | null | undefined) => (time ? Date.parse(time) : null);
  return { date: given.date, from: parseTime(given.from), until: parseTime(given.until) };
}

import { z } from '@hono/zod-openapi';
import type { EstimatedDelivery } from '../domain/tracking.ts';
import { instant } from './shared-schema.ts';

export const eddSchema = z
  .strictObject({
    date: z.iso.date().openapi({ description: 'The day of delivery, at the destination.' }),
    from: instant.nullish().openapi({ description: 'Start of the time window, if you know it.' }),
    until: instant.nullish().openapi({ description: 'End of the time window, if you know it.' }),
  })
  .openapi('EstimatedDelivery', { example: { date: '2026-11-27' } });

export function parseEdd(
  given: z.output<typeof eddSchema> | null | undefined,
): EstimatedDelivery | null {
  if (!given) return null;
  const parseTime = (time: string | null | undefined) => (time ? Date.parse(time) : null);
  return { date: given.date, from: parseTime(given.from), until: parseTime(given.until) };
}

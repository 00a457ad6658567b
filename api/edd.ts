import type { z } from 'zod';
import type { EstimatedDelivery } from '../domain/tracking.ts';
import type { eddSchema } from './schemas.ts';

/** An estimate as it was sent, with its times as instants. */
export function eddOf(
  given: z.output<typeof eddSchema> | null | undefined,
): EstimatedDelivery | null {
  if (!given) return null;
  const at = (time: string | null | undefined) => (time ? Date.parse(time) : null);
  return { date: given.date, from: at(given.from), until: at(given.until) };
}

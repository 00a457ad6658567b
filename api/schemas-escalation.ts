/** What the API takes about escalations. */

import { z } from '@hono/zod-openapi';
import { ESCALATION_STATES } from '../db/escalations.ts';
import { RESOLUTIONS } from '../domain/journey/event.ts';
import { EXPECTATION_KINDS, SEVERITIES, TEAMS } from '../domain/policy/rule.ts';
import { instant, text } from './schemas.ts';

export const escalationIdParam = z.object({
  id: z.uuid().openapi({ param: { name: 'id', in: 'path' } }),
});

export const escalationQuery = z.object({
  state: z
    .preprocess(
      (given) => (given === undefined || Array.isArray(given) ? given : [given]),
      z.array(z.enum(ESCALATION_STATES)).max(ESCALATION_STATES.length).optional(),
    )
    .openapi({
      param: { name: 'state', in: 'query', description: 'May be given several times.' },
      type: 'array',
      items: { type: 'string', enum: [...ESCALATION_STATES] },
    }),
  kind: z.enum(EXPECTATION_KINDS).optional(),
  carrier: text(60).optional(),
  severity: z.enum(SEVERITIES).optional(),
  team: z.enum(TEAMS).optional(),
  owner: text(200).optional(),
  journey: text(200).optional().openapi({ example: 'order/acme/1001' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: text(200)
    .optional()
    .openapi({ description: '`nextCursor` of the page before this one.' }),
});

/** Who says so: kept in the case's own history, and nowhere else. */
const remark = { by: text(200).nullish(), note: text(2_000).nullish() };

export const acknowledgeSchema = z
  .strictObject({ by: text(200), note: remark.note })
  .openapi('Acknowledge', { example: { by: 'Grace', note: 'I have called the depot.' } });

export const assignSchema = z
  .strictObject({
    owner: text(200).nullable().openapi({ description: 'Null: nobody’s any more.' }),
    ...remark,
  })
  .openapi('Assign', { example: { owner: 'Grace' } });

export const resolveSchema = z
  .strictObject({ resolution: z.enum(RESOLUTIONS), ...remark })
  .openapi('Resolve', { example: { resolution: 'reshipped', by: 'Grace' } });

export const snoozeSchema = z
  .strictObject({ until: instant, ...remark })
  .openapi('Snooze', { example: { until: '2026-11-26T09:00:00+01:00' } });

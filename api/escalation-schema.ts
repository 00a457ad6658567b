/** Escalations: what requests hold, and what responses hold. */

import { z } from '@hono/zod-openapi';
import { text } from '../commands/text-schema.ts';
import { ESCALATION_STATES } from '../domain/journey/escalation.ts';
import { RESOLUTIONS } from '../domain/journey/event.ts';
import { EXPECTATION_KINDS, SEVERITIES, TEAMS } from '../domain/policy/rule.ts';
import { instant, utcInstant } from './shared-schema.ts';

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
      param: { name: 'state', in: 'query', description: 'May be repeated.' },
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

/** Only the escalation's history holds these. */
const remark = { by: text(200).nullish(), note: text(2_000).nullish() };

export const acknowledgeSchema = z
  .strictObject({ by: text(200), note: remark.note })
  .openapi('Acknowledge', { example: { by: 'Grace', note: 'I called the depot.' } });

export const assignSchema = z
  .strictObject({
    owner: text(200).nullable().openapi({ description: 'Null: no owner.' }),
    ...remark,
  })
  .openapi('Assign', { example: { owner: 'Grace' } });

export const resolveSchema = z
  .strictObject({ resolution: z.enum(RESOLUTIONS), ...remark })
  .openapi('Resolve', { example: { resolution: 'reshipped', by: 'Grace' } });

export const snoozeSchema = z
  .strictObject({ until: instant, ...remark })
  .openapi('Snooze', { example: { until: '2026-11-26T09:00:00+01:00' } });

export const escalationSchema = z
  .object({
    id: z.uuid(),
    journeyId: z.string().openapi({ example: 'order/acme/1001' }),
    kind: z.enum(EXPECTATION_KINDS),
    what: z.string().openapi({ description: 'The expected event that is missing, in words.' }),
    expectationId: z.string(),
    shipmentId: z.string().nullable(),
    carrier: z.string().nullable(),
    severity: z.enum(SEVERITIES),
    team: z.enum(TEAMS),
    owner: z.string().nullable(),
    proposal: z
      .string()
      .nullable()
      .openapi({ description: 'The resolution that its ladder suggests: `lost`.' }),
    state: z.enum(ESCALATION_STATES),
    resolution: z.enum(RESOLUTIONS).nullable(),
    since: utcInstant,
    due: utcInstant,
    openedAt: utcInstant,
    snoozedUntil: utcInstant.nullable(),
    endedAt: utcInstant.nullable(),
  })
  .openapi('Escalation');

export const escalationPageSchema = z.object({
  escalations: z.array(escalationSchema),
  nextCursor: z.string().nullable().openapi({ description: 'Null on the last page.' }),
});

export const escalationDetailsSchema = escalationSchema.extend({
  history: z.array(
    z.object({
      at: utcInstant,
      change: z.string(),
      by: z.string().nullable().openapi({ description: 'Null: the engine.' }),
      note: z.string().nullable(),
      data: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
});

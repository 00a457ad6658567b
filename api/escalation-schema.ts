/** Schemas of requests and responses about escalations. */

import { z } from '@hono/zod-openapi';
import { identifier, lines, text } from '../commands/text-schema.ts';
import { isJourneyId } from '../domain/ids.ts';
import { ESCALATION_STATES } from '../domain/journey/escalation-state.ts';
import { RESOLUTIONS } from '../domain/journey/event.ts';
import { EXPECTATION_KINDS, SEVERITIES, TEAMS } from '../domain/policy/rule.ts';
import { PARTIES } from '../domain/tracking.ts';
import { instant, utcInstant } from './shared-schema.ts';

/** An id has one spelling, however it is written in the path: capitals name the same escalation. */
export const escalationIdParam = z.object({
  id: z
    .uuid()
    .toLowerCase()
    .openapi({ param: { name: 'id', in: 'path' } }),
});

export const escalationQuery = z.object({
  state: z
    .preprocess(
      (given) => (given === undefined || Array.isArray(given) ? given : [given]),
      z.array(z.enum(ESCALATION_STATES)).max(ESCALATION_STATES.length).optional(),
    )
    .openapi({
      param: {
        name: 'state',
        in: 'query',
        description: 'Repeat it for several: `state=open&state=acknowledged`. Default: all states.',
      },
      type: 'array',
      items: { type: 'string', enum: [...ESCALATION_STATES] },
    }),
  kind: z
    .enum(EXPECTATION_KINDS)
    .optional()
    .openapi({ description: 'The kind of the expected event that is missing.' }),
  carrier: identifier(60).optional().openapi({ description: 'Any usual name of the carrier.' }),
  severity: z.enum(SEVERITIES).optional(),
  team: z.enum(TEAMS).optional(),
  owner: text(200).optional().openapi({ description: 'The owner’s name, exactly as assigned.' }),
  journey: identifier(200)
    .refine(isJourneyId, 'must be a journey such as "order/acme/1001"')
    .optional()
    .openapi({
      description: '`order/<shop>/<orderId>` or `return/<shop>/<returnId>`.',
      example: 'order/acme/1001',
    }),
  limit: z
    .preprocess(
      (given) => (/^\d+$/.test(String(given)) ? Number(given) : given),
      z.int().min(1).max(200).default(50),
    )
    .openapi({ type: 'integer', minimum: 1, maximum: 200, default: 50 }),
  cursor: text(200)
    .optional()
    .openapi({ description: '`nextCursor` of the previous page. Default: the first page.' }),
});

const note = lines(2_000).nullish().openapi({ description: 'Kept in the history only.' });

/** These are stored in the escalation's history only. */
const remark = {
  by: text(200).nullish().openapi({ description: 'Who does it. Kept in the history only.' }),
  note,
};

export const acknowledgeSchema = z
  .strictObject({
    by: text(200).openapi({ description: 'Who takes it.' }),
    note,
  })
  .openapi('Acknowledge', { example: { by: 'Grace', note: 'I called the depot.' } });

export const assignSchema = z
  .strictObject({
    owner: text(200).nullable().openapi({ description: 'Null removes the owner.' }),
    ...remark,
  })
  .openapi('Assign', { example: { owner: 'Grace' } });

export const resolveSchema = z
  .strictObject({
    resolution: z.enum(RESOLUTIONS).openapi({
      description: '`lost` is possible only for an escalation about a shipment.',
    }),
    ...remark,
  })
  .openapi('Resolve', { example: { resolution: 'reshipped', by: 'Grace' } });

export const snoozeSchema = z
  .strictObject({
    until: instant.openapi({ description: 'In the future, at most 365 days from now.' }),
    ...remark,
  })
  .openapi('Snooze', { example: { until: '2026-11-26T09:00:00+01:00' } });

export const escalationSchema = z
  .object({
    id: z.uuid(),
    journeyId: z.string().openapi({ example: 'order/acme/1001' }),
    kind: z.enum(EXPECTATION_KINDS),
    what: z.string().openapi({
      description: 'The expected event that is missing, in words.',
      example: 'the carrier’s first scan',
    }),
    expectationId: z.string().openapi({ example: 'S1/first_scan/2026-11-24T08:30:00Z' }),
    shipmentId: z.string().nullable().openapi({
      description: 'The parcel that it is about; null: the whole order or return.',
    }),
    carrier: z.string().nullable(),
    responsible: z.enum(PARTIES).openapi({
      description:
        'Who can resolve it: by the scan of the problem that the carrier reports now, otherwise ' +
        'the party whose event is missing.',
    }),
    severity: z.enum(SEVERITIES),
    team: z.enum(TEAMS),
    owner: z.string().nullable(),
    proposal: z
      .string()
      .nullable()
      .openapi({ description: 'The resolution that your policy proposes: `lost`, or null.' }),
    state: z.enum(ESCALATION_STATES).openapi({
      description:
        '`open`: nobody has taken it. `acknowledged`: a person has taken it. `resolved`: a ' +
        'person ended it. `withdrawn`: the missing event arrived. The last two are final.',
    }),
    resolution: z.enum(RESOLUTIONS).nullable(),
    since: utcInstant.openapi({ description: 'When the wait for the event began.' }),
    due: utcInstant.openapi({ description: 'When the event should have arrived.' }),
    openedAt: utcInstant,
    snoozedUntil: utcInstant.nullable(),
    endedAt: utcInstant.nullable().openapi({ description: 'When it was resolved or withdrawn.' }),
  })
  .openapi('Escalation');

export const escalationPageSchema = z.object({
  escalations: z.array(escalationSchema),
  nextCursor: z.string().nullable().openapi({ description: 'Null on the last page.' }),
});

const historyEntrySchema = z.object({
  at: utcInstant,
  change: z.string().openapi({
    description:
      '`opened`, `raised`, `joined` (a further expectation with the same cause), `acknowledged`, ' +
      '`assigned`, `snoozed`, `resolved` or `withdrawn`.',
  }),
  by: z.string().nullable().openapi({ description: 'Null: wismr, or nobody was named.' }),
  note: z.string().nullable(),
  data: z
    .record(z.string(), z.unknown())
    .nullable()
    .openapi({ description: 'The new values, such as `{ "owner": "Grace" }`.' }),
});

export const escalationDetailsSchema = escalationSchema.extend({
  history: z.array(historyEntrySchema).openapi({ description: 'Oldest first.' }),
});

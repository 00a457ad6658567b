/** What the API gives back. */

import { z } from '@hono/zod-openapi';
import { ESCALATION_STATES } from '../db/escalations.ts';
import { RESOLUTIONS } from '../domain/journey/event.ts';
import { AWAITED_FROM } from '../domain/journey/expectation.ts';
import { EXPECTATION_KINDS, SEVERITIES, TEAMS } from '../domain/policy/rule.ts';
import { RETURN_STATUSES } from '../domain/return/facts.ts';
import { REASONS, STATUSES } from '../domain/tracking.ts';
import { contactSchema, eddSchema, itemSchema, problemSchema } from './schemas.ts';

export const json = <S extends z.ZodType>(schema: S) => ({ 'application/json': { schema } });
/** Of a route that a shop's key opens. */
export const security = [{ apiKey: [] }];

export const instant = z.iso.datetime().openapi({ example: '2026-11-24T08:30:00.000Z' });

export const scanSchema = z
  .object({
    occurredAt: instant,
    localTime: z.string().nullable(),
    offsetSource: z.string(),
    receivedAt: instant,
    status: z.enum(STATUSES).nullable(),
    reason: z.enum(REASONS).nullable(),
    code: z.string(),
    mapped: z.boolean(),
    description: z.string().nullable(),
    place: z
      .object({
        city: z.string().nullable(),
        region: z.string().nullable(),
        postalCode: z.string().nullable(),
        country: z.string().nullable(),
      })
      .nullable(),
  })
  .openapi('Scan');

const shipmentViewSchema = z
  .object({
    shipmentId: z.string(),
    carrier: z.string(),
    carrierName: z.string(),
    trackingNumber: z.string(),
    trackingUrl: z.string().nullable(),
    service: z.string().nullable(),
    shippedAt: instant,
    status: z.enum(STATUSES),
    reason: z.enum(REASONS).nullable(),
    lostAt: instant.nullable().openapi({ description: 'When it was given up for lost.' }),
    edd: eddSchema.nullable(),
    originalEdd: eddSchema.nullable(),
    lastAskedAt: instant.nullable().openapi({
      description: 'When the carrier was last asked about it; null where it is not polled.',
    }),
    lastHeardAt: instant.nullable().openapi({
      description: 'When the carrier last told of it, asked or not.',
    }),
    scans: z.array(scanSchema),
  })
  .openapi('ShipmentView');

export const messageSchema = z
  .object({
    key: z.string(),
    kind: z.string(),
    channel: z.string(),
    shipmentIds: z.array(z.string()),
    decision: z.enum(['send', 'hold', 'drop']),
    reason: z.string().nullable().openapi({ description: 'Why it is held or was dropped.' }),
    holdUntil: instant.nullable(),
    state: z.string().nullable().openapi({ description: 'What became of sending it.' }),
    provider: z.string().nullable(),
    providerId: z.string().nullable(),
    attempts: z.int(),
    lastError: z.string().nullable(),
    decidedAt: instant,
    settledAt: instant.nullable(),
  })
  .openapi('Message');

export const expectationSchema = z
  .object({
    expectationId: z.string(),
    kind: z.enum(EXPECTATION_KINDS),
    from: z.enum(AWAITED_FROM),
    shipmentId: z
      .string()
      .nullable()
      .openapi({ description: 'The parcel, where it is about one.' }),
    since: instant,
    due: instant,
    state: z.enum(['waiting', 'overdue']),
    overdueMs: z.int(),
    stepsTaken: z.int().openapi({ description: 'Of its ladder.' }),
    escalated: z.boolean(),
  })
  .openapi('Expectation');

const returnSummarySchema = z
  .object({ returnId: z.string(), status: z.enum(RETURN_STATUSES), url: z.string() })
  .openapi('ReturnSummary');

export const escalationSchema = z
  .object({
    id: z.uuid(),
    journeyId: z.string().openapi({ example: 'order/acme/1001' }),
    kind: z.enum(EXPECTATION_KINDS),
    what: z.string().openapi({ description: 'What has not come, in words.' }),
    expectationId: z.string(),
    shipmentId: z.string().nullable(),
    carrier: z.string().nullable(),
    severity: z.enum(SEVERITIES),
    team: z.enum(TEAMS),
    owner: z.string().nullable(),
    proposal: z.string().nullable().openapi({ description: 'What its ladder suggests: `lost`.' }),
    state: z.enum(ESCALATION_STATES),
    resolution: z.enum(RESOLUTIONS).nullable(),
    since: instant,
    due: instant,
    openedAt: instant,
    snoozedUntil: instant.nullable(),
    endedAt: instant.nullable(),
  })
  .openapi('Escalation');

export const orderViewSchema = z
  .object({
    orderId: z.string(),
    status: z.string(),
    placedAt: instant,
    cancelledAt: instant.nullable(),
    contact: contactSchema,
    items: z.array(itemSchema),
    edd: eddSchema.nullable(),
    shipBy: instant.nullable(),
    trackingPageUrl: z.string(),
    awaited: z.string(),
    closed: z.boolean(),
    expectations: z.array(expectationSchema),
    shipments: z.array(shipmentViewSchema),
    returns: z.array(returnSummarySchema),
    escalations: z.array(escalationSchema),
    messages: z.array(messageSchema),
  })
  .openapi('OrderView');

export type ExpectationView = z.output<typeof expectationSchema>;
export type EscalationView = z.output<typeof escalationSchema>;
export type OrderView = z.output<typeof orderViewSchema>;
export type MessageView = z.output<typeof messageSchema>;
export type ShipmentView = z.output<typeof shipmentViewSchema>;

export const resultSchema = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.object({ orderId: z.string(), result: z.enum(values) });

/** The problems that any route of the API may answer with. */
export const PROBLEMS = Object.fromEntries(
  [
    [400, 'The body is not JSON'],
    [401, 'No API key, or one that is not known'],
    [404, 'There is no such thing'],
    [409, 'It contradicts what is known'],
    [413, 'The body is too large'],
    [422, 'Something in the request is wrong; `errors` says what and where'],
  ].map(([status, description]) => [
    status,
    { description, content: { 'application/problem+json': { schema: problemSchema } } },
  ]),
) as Record<
  400 | 401 | 404 | 409 | 413 | 422,
  { description: string; content: { 'application/problem+json': { schema: typeof problemSchema } } }
>;

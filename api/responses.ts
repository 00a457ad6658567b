/** What the API gives back. */

import { z } from '@hono/zod-openapi';
import { REASONS, STATUSES } from '../domain/tracking.ts';
import { contactSchema, eddSchema, itemSchema, problemSchema } from './schemas.ts';

const instant = z.iso.datetime().openapi({ example: '2026-11-24T08:30:00.000Z' });

const scanSchema = z
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

const messageSchema = z
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

export const orderViewSchema = z
  .object({
    orderId: z.string(),
    status: z.string(),
    placedAt: instant,
    cancelledAt: instant.nullable(),
    contact: contactSchema,
    items: z.array(itemSchema),
    edd: eddSchema.nullable(),
    trackingPageUrl: z.string(),
    awaited: z.string(),
    closed: z.boolean(),
    shipments: z.array(shipmentViewSchema),
    messages: z.array(messageSchema),
  })
  .openapi('OrderView');

export type OrderView = z.output<typeof orderViewSchema>;
export type MessageView = z.output<typeof messageSchema>;
export type ShipmentView = z.output<typeof shipmentViewSchema>;

export const resultSchema = (values: readonly [string, ...string[]]) =>
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

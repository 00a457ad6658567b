/** What the responses about orders and returns share. */

import { z } from '@hono/zod-openapi';
import { AWAITED_FROM } from '../domain/journey/expectation.ts';
import { EXPECTATION_KINDS } from '../domain/policy/rule.ts';
import { REASONS, STATUSES } from '../domain/tracking.ts';
import { utcInstant } from './shared-schema.ts';

export const scanSchema = z
  .object({
    occurredAt: utcInstant,
    localTime: z.string().nullable(),
    offsetSource: z.string(),
    receivedAt: utcInstant,
    ahead: z.boolean().openapi({
      description:
        'True: dated more than two hours after its receipt. It decides nothing until the carrier ' +
        'reports it again after that time.',
    }),
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

export const messageSchema = z
  .object({
    key: z.string(),
    kind: z.string(),
    channel: z.string(),
    shipmentIds: z.array(z.string()),
    decision: z.enum(['send', 'hold', 'drop']),
    reason: z.string().nullable().openapi({ description: 'Why it is held or was dropped.' }),
    holdUntil: utcInstant.nullable(),
    state: z.string().nullable().openapi({ description: 'The state of the attempt to send it.' }),
    provider: z.string().nullable(),
    providerId: z.string().nullable(),
    attempts: z.int(),
    lastError: z.string().nullable(),
    decidedAt: utcInstant,
    settledAt: utcInstant.nullable(),
  })
  .openapi('Message');

export const expectationSchema = z
  .object({
    expectationId: z.string(),
    kind: z.enum(EXPECTATION_KINDS),
    from: z.enum(AWAITED_FROM).openapi({ description: 'Who has to act.' }),
    shipmentId: z.string().nullable().openapi({ description: 'The parcel that it concerns.' }),
    since: utcInstant,
    due: utcInstant,
    state: z.enum(['waiting', 'overdue']),
    overdueMs: z.int(),
    stepsTaken: z.int().openapi({ description: 'How many steps of its ladder were taken.' }),
    escalated: z.boolean(),
  })
  .openapi('Expectation');

/** The fields that both views end with. */
export const journeyFields = {
  awaited: z.string().openapi({ description: 'What the journey waits for, in words.' }),
  closed: z.boolean().openapi({ description: 'True: nothing more is expected.' }),
  expectations: z.array(expectationSchema),
};

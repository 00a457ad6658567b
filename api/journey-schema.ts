/** Parts that the responses about orders and returns share. */

import { z } from '@hono/zod-openapi';
import { AWAITED_FROM } from '../domain/journey/expectation.ts';
import { EXPECTATION_KINDS } from '../domain/policy/rule.ts';
import { RECEIPTS } from '../domain/receipt.ts';
import { OFFSET_SOURCES, PARTIES, REASONS, STATUSES } from '../domain/tracking.ts';
import { utcInstant } from './shared-schema.ts';

export const scansDroppedSchema = z.int().openapi({
  description:
    'How many more scans the carrier has reported, at least; usually 0. Of a number with over a ' +
    'hundred, wismr keeps the newest and those that decide the status.',
});

export const scanSchema = z
  .object({
    occurredAt: utcInstant,
    localTime: z.string().nullable().openapi({
      description: 'The local time at the place of the scan, `YYYY-MM-DDTHH:mm:ss`, if known.',
    }),
    offsetSource: z.enum(OFFSET_SOURCES).openapi({
      description:
        'Where the UTC offset of `occurredAt` is from: the `carrier` states it; the carrier ' +
        'reports in `utc`; the time zone of the `place`; or wismr `assumed` the zone, so the ' +
        'time may be wrong by hours.',
    }),
    receivedAt: utcInstant.openapi({ description: 'When wismr received the scan.' }),
    ahead: z.boolean().openapi({
      description:
        'True: dated more than two hours after its receipt. It decides nothing until the carrier ' +
        'reports it again after that time.',
    }),
    status: z.enum(STATUSES).nullable().openapi({
      description: 'Null: the scan does not change the status.',
    }),
    reason: z.enum(REASONS).nullable(),
    responsible: z.enum(PARTIES).nullable().openapi({
      description: 'Who can resolve the problem; null: the scan reports none.',
    }),
    code: z.string().openapi({ description: 'The carrier’s code, as its documentation lists it.' }),
    mapped: z.boolean().openapi({
      description: 'False: wismr does not know the code, and the scan changes no status.',
    }),
    description: z.string().nullable().openapi({ description: 'In the carrier’s words.' }),
    place: z
      .object({
        city: z.string().nullable(),
        region: z.string().nullable(),
        postalCode: z.string().nullable(),
        country: z.string().nullable().openapi({
          description: 'ISO 3166-1 alpha-2, or in the carrier’s words if it sends no code.',
        }),
      })
      .nullable(),
  })
  .openapi('Scan');

export const messageSchema = z
  .object({
    key: z.string().openapi({
      description: 'The idempotency key of the message, the same for every attempt to send it.',
    }),
    kind: z.string().openapi({ example: 'shipped' }),
    channel: z.string().openapi({ description: '`email` or `sms`.', example: 'email' }),
    shipmentIds: z.array(z.string()).openapi({
      description: 'The shipments that the message is about; empty: the whole order or return.',
    }),
    decision: z.enum(['send', 'hold', 'drop']),
    reason: z
      .string()
      .nullable()
      .openapi({
        description:
          'Why the message is held (`quiet_hours`, `together`) or dropped (`no_address`, ' +
          '`no_consent`, `superseded`, `stale`, `backfill`, `cancelled`, `grouped`, `erased`).',
      }),
    holdUntil: utcInstant.nullable().openapi({
      description:
        'Until when the message waits: a decision `hold`, or quiet hours that began before a ' +
        'message to send could leave.',
    }),
    state: z
      .string()
      .nullable()
      .openapi({
        description:
          'The progress of a message to send: `planned` and `attempting`, then its outcome. The ' +
          'provider `accepted` or `refused` it, or its answer is `unknown`; or wismr did not ' +
          'try, because the message was `stale`, there was `no_address` or `no_consent`, the address ' +
          'is `suppressed`, the customer was `erased`, the order is a test and the address none of ' +
          'your test recipients (`test_mode`), or a later event made it `superseded` or `cancelled`.',
      }),
    provider: z.string().nullable(),
    providerId: z.string().nullable().openapi({ description: 'The provider’s id of the message.' }),
    attempts: z.int().openapi({ description: 'How often wismr tried to send it.' }),
    lastError: z.string().nullable().openapi({
      description: 'Why the last attempt failed, or why the message cannot be rendered.',
    }),
    decidedAt: utcInstant,
    settledAt: utcInstant.nullable().openapi({ description: 'When its outcome became final.' }),
    receipt: z
      .enum(RECEIPTS)
      .nullable()
      .openapi({
        description:
          'What the provider reported after it had accepted the message. Null: nothing yet. wismr ' +
          'does not keep whether the customer opened it.',
      }),
    receiptAt: utcInstant.nullable().openapi({ description: 'When that happened.' }),
    receiptCode: z.string().nullable().openapi({
      description: 'The provider’s code or reason, such as `Permanent/General` or `30005`.',
    }),
  })
  .openapi('Message');

export const expectationSchema = z
  .object({
    expectationId: z.string().openapi({ example: 'S1/first_scan/2026-11-24T08:30:00Z' }),
    kind: z.enum(EXPECTATION_KINDS),
    from: z.enum(AWAITED_FROM).openapi({ description: 'Who should make it happen.' }),
    shipmentId: z.string().nullable().openapi({
      description: 'The parcel that it is about; null: the whole order or return.',
    }),
    since: utcInstant,
    due: utcInstant.openapi({ description: 'Overdue after this time.' }),
    state: z.enum(['waiting', 'overdue']),
    overdueMs: z.int().openapi({ description: 'Milliseconds since `due`; 0 while it waits.' }),
    stepsTaken: z.int().openapi({ description: 'How many steps of its ladder wismr has taken.' }),
    escalated: z.boolean().openapi({ description: 'True: a step opened an escalation.' }),
  })
  .openapi('Expectation');

/** Fields of both views. */
export const journeyFields = {
  awaited: z.string().openapi({ description: 'What wismr waits for, in words.' }),
  closed: z.boolean().openapi({
    description: 'True: wismr expects nothing more. A later event reopens the order or return.',
  }),
  stuckEvent: z
    .object({ seq: z.number().int(), kind: z.string() })
    .nullable()
    .openapi({
      description:
        'An event that wismr cannot process, because its rules have a bug. Nothing happens to ' +
        'this order or return until it is corrected; status and expectations are those before ' +
        'the event. Null: all is processed.',
    }),
  expectations: z.array(expectationSchema).openapi({ description: 'The first due comes first.' }),
};

export const unconfirmedSchema = z
  .object({
    status: z.enum(['delivered', 'returned']),
    until: utcInstant.nullable().openapi({
      description: 'When it counts if the carrier does not answer; null: it counts, unconfirmed.',
    }),
  })
  .openapi('Unconfirmed', {
    description:
      'A final status that only webhooks without a signature of their body report. If a poll ' +
      'account covers the carrier, wismr asks the carrier first, for up to five minutes.',
  });

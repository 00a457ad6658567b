/** The schema of a shop's policy document, for the API and the CLI. */

import { z } from '@hono/zod-openapi';
import { findCarrier } from '../carriers/directory.ts';
import { WismrError } from '../domain/error.ts';
import { CHANNELS, isRequiredByLaw, MESSAGE_KINDS } from '../domain/message.ts';
import type { PolicyDocument } from '../domain/policy/policy-document.ts';
import { PRESET_CHOICES } from '../domain/policy/presets.ts';
import { TEAMS } from '../domain/policy/rule.ts';
import { CATALOG } from '../templates/engine/catalog.ts';
import { knowsRegion } from '../views/holidays.ts';
import { faultsIn } from './input-faults.ts';
import { rulesSchema } from './rules-schema.ts';
import { identifier, text } from './text-schema.ts';
import { day } from './time-schema.ts';

const OVERRIDES_MAX = 200;
const DAYS_MAX = 400;

/** For the OpenAPI document: a record has no other names than those that are listed. */
const CLOSED = { additionalProperties: false };

const clockDuration = z
  .string()
  .regex(
    /^([0-9]{1,4}d|[0-9]{1,5}[smh])$/,
    'must be a duration without business days, such as "90s", "36h" or "3d"',
  )
  .openapi({ example: '36h', description: 'A number and `s`, `m`, `h` or `d` (24 hours).' });
const timeOfDay = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'must be a time of day such as "17:00"')
  .openapi({ example: '17:00' });
/** A policy cannot change what the law asks for. */
const CONFIGURABLE = MESSAGE_KINDS.filter((kind) => !isRequiredByLaw(kind));
const messageKind = z.enum(CONFIGURABLE);
const country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 code such as "DE"');

const channelsSchema = z
  .partialRecord(
    messageKind,
    z
      .array(z.enum(CHANNELS))
      .max(CHANNELS.length)
      .refine((each) => new Set(each).size === each.length, 'must name each channel only once')
      .openapi({ uniqueItems: true }),
  )
  .superRefine((channels, c) => {
    for (const kind of MESSAGE_KINDS) {
      channels[kind]?.forEach((channel, index) => {
        if ((CATALOG[kind].channels as readonly string[]).includes(channel)) return;
        const message = `must not be "${channel}": "${kind}" has no template for it`;
        c.addIssue({ code: 'custom', path: [kind, index], message });
      });
    }
  })
  .openapi(CLOSED);

const quietHours = z.strictObject({ from: timeOfDay, until: timeOfDay }).nullable();

const calendarSchema = z.strictObject({
  weekdays: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .optional()
    .openapi({ description: 'Business days, 1 (Monday) to 7 (Sunday). Default: 1 to 5.' }),
  cutOff: timeOfDay.optional().openapi({
    description: 'An event later in the day counts from the next business day. Default: 17:00.',
  }),
  holidays: z
    .string()
    .refine(isRegion, {
      error: ({ input }) =>
        `${input} has no known holidays; use a country or region such as "DE" or "US-CA"`,
    })
    .nullable()
    .optional()
    .openapi({
      description: 'The region whose holidays apply. By default the shop’s country; null: none.',
    }),
  extraHolidays: z.array(day).max(DAYS_MAX).optional().openapi({ description: 'More days off.' }),
  workingDays: z.array(day).max(DAYS_MAX).optional().openapi({
    description: 'Public holidays on which you work.',
  }),
});

function isRegion(region: string): boolean {
  return /^[A-Z]{2}(-[A-Za-z0-9]+)?$/.test(region) && knowsRegion(region);
}

const overrideSchema = z.strictObject({
  when: z
    .strictObject({
      carrier: identifier(60)
        .transform((written) => findCarrier(written).id)
        .optional()
        .openapi({ type: 'string', example: 'usps' }),
      service: text(100).optional(),
      country: country.optional(),
    })
    .refine(
      (scope) => Object.keys(scope).length > 0,
      'must name a carrier, a service or a country',
    ),
  expectations: rulesSchema,
});

const staffSchema = z
  .partialRecord(
    z.enum(TEAMS),
    z.array(z.email().max(254).openapi({ pattern: z.regexes.email.source })).max(50),
  )
  .openapi(CLOSED);

export const policySchema = z
  .strictObject({
    calendar: calendarSchema.optional(),
    channels: channelsSchema.optional().openapi({
      description: 'The channels of each kind of message; `[]`: do not send it.',
    }),
    fallback: channelsSchema.optional().openapi({
      description:
        'The channels to try, in order, when a provider refuses a message or reports that it did not ' +
        'arrive: those that did not send it, if the customer consents to them and it is still true. ' +
        '`[]`: none. Default: email; SMS for what the customer should not miss.',
    }),
    quietHours: z
      .partialRecord(z.enum(CHANNELS), quietHours)
      .optional()
      .openapi({
        ...CLOSED,
        description:
          'When a channel is silent, by the customer’s clock; null: never. wismr holds messages until ' +
          'the end, but sends email at once that answers the customer or is about this moment. ' +
          'Default: email from 21:00 until 08:00, SMS from 21:00 until 09:00.',
      }),
    staffHours: z
      .strictObject({ from: timeOfDay, until: timeOfDay })
      .refine(({ from, until }) => from < until, 'must begin before it ends, on the same day')
      .nullable()
      .optional()
      .openapi({
        description:
          'When your teams get emails that are not of high severity, on business days; null: at any ' +
          'time. Default: from 08:00 until 18:00.',
      }),
    messagesPerDay: z
      .int()
      .min(1)
      .max(100)
      .nullable()
      .optional()
      .openapi({
        description:
          'How many messages that can wait a customer gets in a day, over all orders. wismr sends the ' +
          'others the next morning. Null: without limit. Default: 3.',
      }),
    staleAfter: z
      .partialRecord(messageKind, clockDuration)
      .optional()
      .openapi({
        ...CLOSED,
        description: 'How long after its event each kind of message is worth sending.',
      }),
    backfillLimit: clockDuration.optional().openapi({
      description:
        'wismr sends no message about an event that was older than this when it first had the order or ' +
        'return. Default: 36h.',
    }),
    together: clockDuration.optional().openapi({
      description: 'Parcels of one order share a message if they are this close. Default: 2m.',
    }),
    grace: clockDuration.optional().openapi({
      description: 'How long an order or return stays open after its end. Default: 3d.',
    }),
    abandonAfter: clockDuration.optional().openapi({
      description: 'An order or return without any event for this long is closed. Default: 180d.',
    }),
    expectations: rulesSchema.optional().openapi({
      description: 'How long each expected event may take, and the steps while it is overdue.',
    }),
    overrides: z.array(overrideSchema).max(OVERRIDES_MAX).optional().openapi({
      description: 'Other rules for some carriers, services or countries. A later one wins.',
    }),
    presets: z
      .enum(PRESET_CHOICES)
      .nullable()
      .optional()
      .openapi({
        description:
          'The promises of the law that hold: of one country for all orders, or `none`. Null: those of ' +
          'the order’s destination. Default: null.',
      }),
    returns: z
      .strictObject({
        receivedBy: z
          .enum(['carrier', 'shop'])
          .optional()
          .openapi({
            description:
              '`carrier`: the carrier’s scan or your report is enough. `shop`: only your report is. ' +
              'Default: carrier.',
          }),
      })
      .optional(),
    staff: staffSchema.optional().openapi({
      description:
        'Each team’s email addresses. `customer_service` gets the emails of a team without any.',
    }),
  })
  .openapi('Policy', {
    example: {
      expectations: { shipped: { within: '48h' } },
      overrides: [{ when: { carrier: 'usps' }, expectations: { movement: { within: '4bd' } } }],
      staff: { customer_service: ['care@shop.example'] },
    },
  });

/** Validates a policy document. Throws `invalid` with all faults, one per line. */
export function parsePolicy(written: unknown): PolicyDocument {
  const parsed = policySchema.safeParse(written);
  if (parsed.success) return documentOf(parsed.data);
  const faults = faultsIn(parsed.error, policySchema);
  const details = faults.map(({ pointer, detail }) => `${pointer || 'the policy'}: ${detail}`);
  throw new WismrError('invalid', details.join('\n'), faults);
}

/** Retypes a validated policy: zod types optional fields as `| undefined`, which JSON lacks. */
export function documentOf(checked: z.output<typeof policySchema>): PolicyDocument {
  return checked as PolicyDocument;
}

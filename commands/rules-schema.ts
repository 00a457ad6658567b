/** The schema of the rules of a policy: how long each expected event may take, and its ladder. */

import { z } from '@hono/zod-openapi';
import { type Duration, goesBack } from '../domain/duration.ts';
import { MESSAGE_KINDS, type MessageKind } from '../domain/message.ts';
import {
  EXPECTATION_KINDS,
  type ExpectationKind,
  PROPOSALS,
  SEVERITIES,
  TEAMS,
} from '../domain/policy/rule.ts';

const STEPS_MAX = 20;

const duration = z
  .string()
  .regex(
    /^([0-9]{1,4}d|[0-9]{1,5}[smh]|[0-9]{1,3}bd)$/,
    'must be a duration such as "72h", "3bd" or "28d"',
  )
  .openapi({
    example: '3bd',
    description: 'A number and `s`, `m`, `h`, `d` or `bd` (business days of your calendar).',
  });
const stepTime = z
  .string()
  .regex(
    /^-?([0-9]{1,4}d|[0-9]{1,5}[smh]|[0-9]{1,3}bd)$/,
    'must be a duration such as "72h", "3bd" or, before the due time, "-2d"',
  )
  .openapi({
    example: '2bd',
    description: 'The time after the due time; below zero, before it: `-2d`.',
  });
const messageKind = z.enum(MESSAGE_KINDS);

/** The messages that a ladder may send about an order without shipments, a shipment or a return. */
const OF_ORDER = ['not_shipped_yet'] as const;
const OF_SHIPMENT = [
  'delayed',
  'attempted',
  'available_for_pickup',
  'pickup_reminder',
  'exception',
  'returning_to_sender',
] as const;
/** Only the carrier's report makes a payment due. */
const OF_PAYMENT = [...OF_SHIPMENT, 'payment_due'] as const;
const OF_RETURN = [
  'return_post_reminder',
  'return_expiring',
  'return_inspection_late',
  'refund_late',
] as const;
const OF_RETURN_PARCEL = [...OF_RETURN, 'return_delayed'] as const;

const LADDER_MESSAGES: Readonly<Record<ExpectationKind, readonly MessageKind[]>> = {
  shipped: OF_ORDER,
  shipped_in_time: OF_ORDER,
  known: OF_SHIPMENT,
  first_scan: OF_SHIPMENT,
  movement: OF_SHIPMENT,
  progress: OF_SHIPMENT,
  delivery: OF_SHIPMENT,
  next_attempt: OF_SHIPMENT,
  pickup: OF_SHIPMENT,
  exception_resolved: OF_SHIPMENT,
  payment_made: OF_PAYMENT,
  loss_resolved: OF_SHIPMENT,
  delivery_confirmed: OF_SHIPMENT,
  turned_up: OF_SHIPMENT,
  replacement_shipped: [],
  returned: OF_SHIPMENT,
  order_refunded: [],
  shipping_stopped: [],
  ships_by_law: ['ship_delay_notice'],
  delivered_by_law: [],
  delay_consented: [],
  cancel_decided: [],
  customer_reached: [],
  refusal_reviewed: [],
  withdrawal_acknowledged: [],
  decided: OF_RETURN,
  posted: OF_RETURN,
  label_replaced: [],
  return_movement: OF_RETURN_PARCEL,
  inspected: OF_RETURN,
  refunded: OF_RETURN,
  returned_anyway: OF_RETURN,
  goods_back: OF_RETURN,
};

const stepSchema = z
  .discriminatedUnion(
    'do',
    [
      z.strictObject({
        after: stepTime,
        do: z.literal('escalate'),
        to: z.enum(TEAMS),
        severity: z.enum(SEVERITIES),
        propose: z.enum(PROPOSALS).optional(),
      }),
      z.strictObject({ after: stepTime, do: z.literal('notify_shop'), to: z.enum(TEAMS) }),
      z.strictObject({ after: stepTime, do: z.literal('notify_customer'), message: messageKind }),
      z.strictObject({ after: stepTime, do: z.literal('expire') }),
    ],
    'must be one of "escalate", "notify_shop", "notify_customer", "expire"',
  )
  .openapi('LadderStep');

const ruleSchema = z
  .strictObject({
    within: duration.optional(),
    abroad: duration.optional().openapi({
      description: 'For a parcel that crosses a border. Default: as `within`.',
    }),
    estimate: duration.optional().openapi({
      description:
        'Of `movement`: by how much it waits at most for the end of the day that the carrier ' +
        'estimates. A day that ends later postpones nothing.',
    }),
    ladder: z.array(stepSchema).max(STEPS_MAX).optional().openapi({
      description: 'The steps while the event is overdue. Replaces the default; `[]`: no step.',
    }),
  })
  .openapi('ExpectationRule');

export const rulesSchema = z
  .partialRecord(z.enum(EXPECTATION_KINDS), ruleSchema)
  .superRefine((rules, c) => {
    for (const kind of EXPECTATION_KINDS) {
      if (kind !== 'movement' && rules[kind]?.estimate !== undefined) {
        const message = 'is only for movement';
        c.addIssue({ code: 'custom', path: [kind, 'estimate'], message });
      }
      rules[kind]?.ladder?.forEach((step, index) => {
        const issue = misplacedField(kind, step);
        if (issue)
          c.addIssue({ ...issue, code: 'custom', path: [kind, 'ladder', index, ...issue.path] });
      });
      const ladder = rules[kind]?.ladder ?? [];
      ladder.forEach(({ after }, index) => {
        const before = ladder[index - 1]?.after;
        if (before === undefined || !goesBack(before as Duration, after as Duration)) return;
        const path = [kind, 'ladder', index, 'after'];
        c.addIssue({
          code: 'custom',
          path,
          message: `must not be before "${before}" of the step above`,
        });
      });
    }
  })
  .openapi({ additionalProperties: false });

/** The field of a step that does not fit the ladder of `kind`, or null. */
function misplacedField(
  kind: ExpectationKind,
  step: z.output<typeof stepSchema>,
): { readonly path: readonly string[]; readonly message: string } | null {
  if (step.do === 'notify_customer' && !LADDER_MESSAGES[kind].includes(step.message)) {
    const fitting = LADDER_MESSAGES[kind].join(', ');
    if (fitting === '') {
      return { path: ['do'], message: `"${step.do}" is not possible in the ladder of "${kind}"` };
    }
    return { path: ['message'], message: `must be one of ${fitting} in the ladder of "${kind}"` };
  }
  if (step.do === 'expire' && kind !== 'posted') {
    return { path: ['do'], message: '"expire" is only possible in the ladder of "posted"' };
  }
  const isOfParcel = OF_SHIPMENT.every((each) => LADDER_MESSAGES[kind].includes(each));
  const isAboutShipment = isOfParcel || kind === 'return_movement';
  if (step.do === 'escalate' && step.propose && !isAboutShipment) {
    return { path: ['propose'], message: 'only a shipment can be proposed as lost or returned' };
  }
  return null;
}

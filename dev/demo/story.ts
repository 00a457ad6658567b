/** The orders of the demo, and the messages that their customers must get. */

import type { JourneyKind } from '../../domain/ids.ts';
import type { EscalationState } from '../../domain/journey/escalation-state.ts';
import type { ExpectationKind } from '../../domain/policy/rule.ts';
import type { Status } from '../../domain/tracking.ts';

/** A journey of the demo, and what it must lead to. */
export interface ExpectedJourney {
  readonly kind: JourneyKind;
  /** The order's or the return's id. */
  readonly ref: string;
  readonly title: string;
  /** How often each message must be sent, by `kind channel`. */
  readonly expected: Readonly<Record<string, number>>;
  /** The state in which each escalation must end, by its expectation. Default: no escalation. */
  readonly escalations?: Readonly<Partial<Record<ExpectationKind, EscalationState>>>;
}

export interface Story extends ExpectedJourney {
  readonly customer: Customer;
  readonly items: readonly string[];
  /** The delivery day that the shop expects, in days from now. */
  readonly dueInDays: number;
  readonly parcels: readonly string[];
  readonly steps: readonly StoryStep[];
}

export interface Customer {
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
}

/** One scan. EasyPost's webhook about it also contains all earlier ones. */
export interface StoryStep {
  readonly parcel: string;
  readonly status: Status;
  /** Minutes ago, by the carrier's clock. */
  readonly minutesAgo: number;
  readonly note?: string;
}

const ada: Customer = { name: 'Ada', email: 'delivered+ada@resend.dev', phone: '+15005550101' };
const ben: Customer = { name: 'Ben', email: 'delivered+ben@resend.dev', phone: null };
const cleo: Customer = { name: 'Cleo', email: 'delivered+cleo@resend.dev', phone: '+15005550102' };
const dan: Customer = { name: 'Dan', email: 'delivered+dan@resend.dev', phone: null };

export const STORIES: readonly Story[] = [
  {
    kind: 'order',
    ref: '1001',
    title: 'straightforward',
    customer: ada,
    items: ['Walking boots', 'Wool socks'],
    dueInDays: 0,
    parcels: ['9400110898825022579493'],
    steps: [
      { parcel: '9400110898825022579493', status: 'pre_transit', minutesAgo: 240 },
      { parcel: '9400110898825022579493', status: 'in_transit', minutesAgo: 180 },
      { parcel: '9400110898825022579493', status: 'out_for_delivery', minutesAgo: 60 },
      { parcel: '9400110898825022579493', status: 'delivered', minutesAgo: 1 },
    ],
    expected: {
      'order_confirmed email': 1,
      'shipped email': 1,
      'out_for_delivery email': 1,
      'out_for_delivery sms': 1,
      'delivered email': 1,
      'delivered sms': 1,
    },
  },
  {
    kind: 'order',
    ref: '1002',
    title: 'two shipments',
    customer: ben,
    items: ['Tent', 'Sleeping bag'],
    dueInDays: 0,
    parcels: ['9405511899223197428490', '9405511899223197428506'],
    steps: [
      { parcel: '9405511899223197428490', status: 'in_transit', minutesAgo: 200 },
      { parcel: '9405511899223197428506', status: 'in_transit', minutesAgo: 190 },
      { parcel: '9405511899223197428490', status: 'out_for_delivery', minutesAgo: 70 },
      { parcel: '9405511899223197428490', status: 'delivered', minutesAgo: 20 },
      { parcel: '9405511899223197428506', status: 'out_for_delivery', minutesAgo: 15 },
      { parcel: '9405511899223197428506', status: 'delivered', minutesAgo: 2 },
    ],
    expected: {
      'order_confirmed email': 1,
      'shipped email': 2,
      'out_for_delivery email': 2,
      'delivered email': 1,
      'all_delivered email': 1,
    },
  },
  {
    kind: 'order',
    ref: '1003',
    title: 'late, twice and out of order',
    customer: cleo,
    items: ['Headlamp'],
    dueInDays: 0,
    parcels: ['9361289878700317633096'],
    steps: [
      { parcel: '9361289878700317633096', status: 'out_for_delivery', minutesAgo: 90 },
      { parcel: '9361289878700317633096', status: 'in_transit', minutesAgo: 300, note: 'late' },
      {
        parcel: '9361289878700317633096',
        status: 'out_for_delivery',
        minutesAgo: 90,
        note: 'again',
      },
      { parcel: '9361289878700317633096', status: 'delivered', minutesAgo: 5 },
      { parcel: '9361289878700317633096', status: 'pre_transit', minutesAgo: 400, note: 'late' },
      { parcel: '9361289878700317633096', status: 'delivered', minutesAgo: 5, note: 'again' },
    ],
    expected: {
      'order_confirmed email': 1,
      'shipped email': 1,
      'out_for_delivery email': 1,
      'out_for_delivery sms': 1,
      'delivered email': 1,
      'delivered sms': 1,
    },
  },
  {
    kind: 'order',
    ref: '1004',
    title: 'goes silent',
    customer: dan,
    items: ['Camping stove'],
    dueInDays: 2,
    parcels: ['9400136897846200116219'],
    steps: [{ parcel: '9400136897846200116219', status: 'in_transit', minutesAgo: 30 }],
    expected: { 'order_confirmed email': 1, 'shipped email': 1 },
  },
];

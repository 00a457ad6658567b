/** What happens in the demo: a handful of orders, and what their customers must have been told. */

import type { EscalationState } from '../../db/escalations.ts';
import type { JourneyKind } from '../../domain/ids.ts';
import type { ExpectationKind } from '../../domain/policy/rule.ts';
import type { Status } from '../../domain/tracking.ts';

/** A journey of the demo, and what must have become of it. */
export interface Chronicle {
  readonly kind: JourneyKind;
  /** The order's or the return's id. */
  readonly ref: string;
  readonly title: string;
  /** `kind channel`, as often as it must have been sent. */
  readonly expected: Readonly<Record<string, number>>;
  /** What became of the cases that were opened, by what was awaited; none where it is not said. */
  readonly cases?: Readonly<Partial<Record<ExpectationKind, EscalationState>>>;
}

export interface Story extends Chronicle {
  readonly customer: Customer;
  readonly items: readonly string[];
  /** When the shop expects it to be delivered, in days from now. */
  readonly dueInDays: number;
  readonly parcels: readonly string[];
  readonly steps: readonly Step[];
}

export interface Customer {
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
}

/** A webhook with all scans up to the one that it reports, as EasyPost sends it. */
export interface Step {
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

/** Example data for previews and tests. All people, shops and parcels are invented. */

import type { z } from 'zod';
import { EXPECTATION_WORDS } from '../../domain/journey/expectation.ts';
import type { shipment } from './data/fields.ts';
import type * as order from './data/order.ts';
import type * as returns from './data/return.ts';
import type * as staff from './data/staff.ts';

type Shipment = z.input<typeof shipment>;

const lamp = {
  name: 'Reading lamp “Fjord”, brass',
  quantity: 1,
  imageUrl: null,
  url: 'https://alderandfinch.example/p/fjord-lamp',
  price: '€129.00',
  lineTotal: '€129.00',
};
const cups = {
  name: 'Stoneware cup, set of two',
  quantity: 2,
  imageUrl: null,
  url: 'https://alderandfinch.example/p/stoneware-cup',
  price: '€24.00',
  lineTotal: '€48.00',
};

const base = {
  contact: { name: 'Ada' },
  about: { item: lamp.name, more: 1, parcel: null },
  order: {
    id: '10482',
    placedOn: '22 November 2026',
    items: [lamp, cups],
    itemsTotal: '€177.00',
    total: '€181.90',
  },
  trackingPageUrl: 'https://track.alderandfinch.example/t/7Hq2mZx4',
  preferencesUrl: 'https://track.alderandfinch.example/preferences/7Hq2mZx4',
};

const parcel: Shipment = {
  carrierName: 'UPS',
  trackingNumber: '1Z999AA10123456784',
  carrierUrl: 'https://www.ups.com/track?tracknum=1Z999AA10123456784',
  service: 'Standard',
  items: [lamp, cups],
  index: 1,
  count: 1,
  edd: { text: 'Thursday 26 November' },
  scan: { when: '24 Nov, 16:20', where: 'Dublin, Ireland' },
  proof: null,
};

const arrived: Shipment = {
  ...parcel,
  edd: null,
  scan: { when: '26 Nov, 11:42', where: 'Dublin, Ireland' },
  proof: {
    handover: 'safe_place',
    leftAt: 'Front porch',
    signedBy: 'A. Byrne',
    photoUrl: 'https://photos.carrier.example/1Z999AA10123456784.jpg',
  },
};

const secondParcel: Shipment = {
  ...arrived,
  carrierName: 'An Post',
  trackingNumber: 'CE123456785IE',
  carrierUrl: 'https://www.anpost.com/Post-Parcels/Track/History?item=CE123456785IE',
  service: null,
  scan: { when: '27 Nov, 09:05', where: null },
  proof: null,
};

type WithShipments = z.input<typeof order.severalShipments>;
type WithShipment = z.input<typeof order.oneShipment>;

export const orderConfirmed: z.input<typeof order.orderConfirmed> = {
  ...base,
  edd: { text: 'Thursday 26 November' },
};
export const severalShipments: WithShipments = { ...base, shipments: [parcel] };
export const delivered: z.input<typeof order.delivered> = {
  ...base,
  shipments: [arrived],
  withdrawUntil: 'Thursday 10 December',
};
export const allDelivered: z.input<typeof order.delivered> = {
  ...base,
  withdrawUntil: 'Friday 11 December',
  shipments: [
    { ...arrived, items: [lamp], count: 2 },
    { ...secondParcel, items: [cups], index: 2, count: 2 },
  ],
};
export const orderCancelled: z.input<typeof order.orderCancelled> = {
  ...base,
  refundNote: 'We have refunded €181.90 to your Visa ending in 4242.',
  progress: 'none',
};
export const orderRefunded: z.input<typeof order.orderRefunded> = {
  ...base,
  outcome: 'original',
  amount: '€181.90',
  method: 'Visa ending in 4242',
  reference: 're_58214',
  reason: 'Your parcel was lost on its way to you.',
  partial: false,
};
export const notShippedYet: z.input<typeof order.notShippedYet> = {
  ...base,
  edd: { text: 'Monday 30 November' },
  isUnlikely: false,
};
export const shipDelayNotice: z.input<typeof order.shipDelayNotice> = {
  ...base,
  oldDay: 'Tuesday 22 December',
  newDay: 'Friday 5 February',
  reason: 'Our supplier has run out of brass fittings.',
  silence: 'cancels',
  answerBy: 'Thursday 21 January',
  isRenewed: false,
  answerUrl: `${base.trackingPageUrl}/delay`,
};
export const oneShipment: WithShipment = { ...base, shipment: parcel };
/** The delivery day is over, or uncertain. */
const dayless: Shipment = { ...parcel, edd: null };
export const withoutDay: WithShipment = { ...base, shipment: dayless };
export const returningToSender: z.input<typeof order.returningToSender> = {
  ...withoutDay,
  cause: 'unclaimed',
};
export const movingAgain: z.input<typeof order.movingAgain> = {
  ...oneShipment,
  released: 'customs',
};
const inTrouble: WithShipments = { ...base, shipments: [dayless] };
export const outForDelivery: WithShipments = {
  ...base,
  shipments: [
    {
      ...dayless,
      hours: { from: '10:00', until: '12:00' },
      scan: { when: '26 Nov, 07:35', where: 'Dublin, Ireland' },
    },
  ],
};
export const delayed: z.input<typeof order.delayed> = {
  ...inTrouble,
  oldEdd: { text: 'Thursday 26 November' },
  newEdd: { text: 'Monday 30 November', window: { from: null, until: '12:00' } },
  isAttemptLate: false,
  attemptedOn: null,
  reason: 'weather',
};
export const arrivingEarlier: z.input<typeof order.arrivingEarlier> = {
  ...inTrouble,
  oldEdd: { text: 'Monday 30 November' },
  newEdd: { text: 'Thursday 26 November', window: { from: null, until: '12:00' } },
};
export const arrivingTomorrow: z.input<typeof order.arrivingTomorrow> = {
  ...inTrouble,
  day: { text: 'Thursday 26 November', window: { from: '10:00', until: '12:00' } },
};
export const attempted: z.input<typeof order.attempted> = {
  ...inTrouble,
  reason: 'nobody_home',
  attempt: 2,
};
export const exception: z.input<typeof order.inTrouble> = { ...inTrouble, reason: 'address' };
export const paymentDue: z.input<typeof order.paymentDue> = {
  ...inTrouble,
  payment: { amount: '€12.40', url: dayless.carrierUrl, until: 'Friday 4 December' },
  isReminder: false,
};
const pickup = { where: 'Rathmines Post Office, Dublin 6', until: 'Saturday 5 December' };
export const collectable: z.input<typeof order.collectable> = {
  ...base,
  shipments: [{ ...dayless, pickup }],
  pickup,
};

export const returnBase: z.input<typeof returns.returnBase> = {
  contact: { name: 'Ada' },
  about: { item: cups.name, more: 0, parcel: null },
  return: { id: 'R-2291', orderId: '10482', items: [{ name: cups.name, quantity: 1 }] },
  returnPageUrl: 'https://track.alderandfinch.example/r/K4vQ9wTb',
  preferencesUrl: base.preferencesUrl,
};
export const withdrawalReceived: z.input<typeof returns.withdrawalReceived> = {
  ...returnBase,
  receivedAt: '27 November 2026 at 21:04 GMT',
  name: 'Ada Byrne',
  statement: 'I withdraw from the contract about one of the two sets.',
  next: 'send_back',
  postBy: 'Friday 11 December',
  refundBy: 'Friday 11 December',
  refundDays: null,
};
export const returnApproved: z.input<typeof returns.returnApproved> = {
  ...returnBase,
  labels: [
    {
      url: 'https://track.alderandfinch.example/r/K4vQ9wTb/label.pdf',
      qrUrl: null,
      carrierName: 'An Post',
      trackingNumber: 'CE987654321IE',
      index: 1,
      count: 1,
    },
  ],
  postBy: 'Friday 11 December',
};
export const returnDelayed: z.input<typeof returns.returnDelayed> = {
  ...returnBase,
  parcels: [{ carrierName: 'An Post', trackingNumber: 'CE987654321IE' }],
  isPart: false,
  isLookedInto: true,
  refundBy: 'Wednesday 9 December',
};
export const returnLost: z.input<typeof returns.returnLost> = { ...returnDelayed, cause: 'loss' };
export const returnComingBack: z.input<typeof returns.returnComingBack> = {
  ...returnBase,
  parcels: returnDelayed.parcels,
  isPart: false,
  isBack: false,
};
export const returnRejected: z.input<typeof returns.returnRejected> = {
  ...returnBase,
  reason: 'The 30 days for returns ended on 12 November.',
};
export const returnReceived: z.input<typeof returns.returnReceived> = {
  ...returnBase,
  refundBy: 'Wednesday 9 December',
};
export const returnCorrected: z.input<typeof returns.returnCorrected> = {
  ...returnBase,
  claim: 'received',
};
export const returnProcessed: z.input<typeof returns.returnProcessed> = {
  ...returnBase,
  outcome: 'refund',
  amount: '€24.00',
  method: 'Visa ending in 4242',
  reference: 're_58213',
  reason: null,
  partial: false,
  beforeReceipt: false,
};
export const returnCancelled: z.input<typeof returns.returnCancelled> = {
  ...returnBase,
  isPosted: false,
};
export const returnToPost: z.input<typeof returns.returnToPost> = {
  ...returnBase,
  postBy: 'Friday 11 December',
};
export const returnLate: z.input<typeof returns.returnLate> = {
  ...returnBase,
  expectedBy: 'Friday 11 December',
};

export const escalationOpened: z.input<typeof staff.escalationOpened> = {
  shopName: 'Alder & Finch',
  journey: { kind: 'order', id: '10482' },
  expectation: EXPECTATION_WORDS.first_scan,
  carrierName: 'UPS',
  trackingNumber: '1Z999AA10123456784',
  responsible: 'carrier',
  severity: 'high',
  dueAt: '22 Nov, 16:20',
  isLate: true,
  openedAt: '24 Nov, 16:20',
  overdueBy: '2 days',
  journeyUrl: 'https://track.alderandfinch.example/t/7Hq2mZx4',
};

export const overdueNotice: z.input<typeof staff.overdueNotice> = {
  shopName: escalationOpened.shopName,
  journey: escalationOpened.journey,
  expectation: EXPECTATION_WORDS.shipped,
  carrierName: null,
  trackingNumber: null,
  responsible: 'shop',
  dueAt: '24 Nov, 16:20',
  isLate: true,
  openedAt: escalationOpened.openedAt,
  journeyUrl: escalationOpened.journeyUrl,
};

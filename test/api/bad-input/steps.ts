import { aReturn } from '../client.ts';
import { type Case, DAY, NOT_SEEN, RANGE, UNSEEN, wrongTimes } from './cases.ts';

const SHIPMENT = { carrier: 'usps', trackingNumber: '9400110898825022579493' };
const shipment = (change: object) => ({ ...SHIPMENT, ...change });
const holding = (line: unknown, quantity: unknown) => shipment({ items: [{ line, quantity }] });
const numbered = (trackingNumber: unknown) => shipment({ trackingNumber });

export const WRONG_SHIPMENTS: readonly Case[] = [
  ...wrongTimes('/shippedAt', (shippedAt) => shipment({ shippedAt })),
  ...wrongTimes('/edd/from', (from) => shipment({ edd: { date: '2026-11-27', from } })),
  ['a day of 2500', shipment({ edd: { date: '2500-01-01' } }), '/edd/date', RANGE],
  ['line 0', holding(0, 1), '/items/0/line', 'must be at least 1'],
  ['line 501', holding(501, 1), '/items/0/line', 'must be at most 500'],
  ['line 2³¹', holding(2 ** 31, 1), '/items/0/line', 'must be at most 500'],
  ['line 1.5', holding(1.5, 1), '/items/0/line', 'must be a whole number'],
  ['no piece', holding(1, 0), '/items/0/quantity', 'must be at least 1'],
  ['10¹⁰ pieces', holding(1, 1e10), '/items/0/quantity', 'must be at most 100000'],
  ['a script for a number', numbered('<script>'), '/trackingNumber', 'letters and digits'],
  ['an unseen number', numbered(`9400${UNSEEN.zeroWidthSpace}1`), '/trackingNumber', 'letters and'],
  ['a Cyrillic number', numbered('АВС1234'), '/trackingNumber', 'letters and digits'],
  ['a short number', numbered('A-1'), '/trackingNumber', 'at least four letters or digits'],
  ['a long number', numbered('9'.repeat(61)), '/trackingNumber', 'at most 60 characters'],
  ['a number as a number', numbered(9400), '/trackingNumber', 'must be a text'],
  ['an unseen carrier', shipment({ carrier: `ups${UNSEEN.nul}` }), '/carrier', NOT_SEEN],
  ['no carrier', shipment({ carrier: '' }), '/carrier', 'must not be empty'],
  ['a slash in an id', shipment({ shipmentId: 'a/b' }), '/shipmentId', 'must not contain a slash'],
  [
    'an override in an id',
    shipment({ shipmentId: `${UNSEEN.override}1` }),
    '/shipmentId',
    NOT_SEEN,
  ],
  ['half of a pair', shipment({ service: UNSEEN.halfOfPair }), '/service', 'surrogate pair'],
  ['a long service', shipment({ service: 'x'.repeat(101) }), '/service', 'at most 100'],
  ['"no" for shared', shipment({ sharedParcel: 'no' }), '/sharedParcel', '`true` or `false`'],
  ['a weight', shipment({ weight: 1 }), '/weight', 'is not known'],
];

const returned = (line: unknown, quantity: unknown = 1) => aReturn({ items: [{ line, quantity }] });

export const WRONG_RETURNS: readonly Case[] = [
  ...wrongTimes('/requestedAt', (requestedAt) => aReturn({ requestedAt })),
  ...wrongTimes('/refundBy', (refundBy) => aReturn({ refundBy })),
  ['line -1', returned(-1), '/items/0/line', 'must be at least 1'],
  ['line 501', returned(501), '/items/0/line', 'must be at most 500'],
  ['no piece', returned(1, 0), '/items/0/quantity', 'must be at least 1'],
  ['2³² pieces', returned(1, 2 ** 32), '/items/0/quantity', 'must be at most 100000'],
  ['no items', aReturn({ items: [] }), '/items', 'must have at least 1 item'],
  ['a slash in an order', aReturn({ orderId: 'a/b' }), '/orderId', 'must not contain a slash'],
  ['a mark in an order', aReturn({ orderId: `1001${UNSEEN.mark}` }), '/orderId', NOT_SEEN],
  ['half of a pair', aReturn({ reason: UNSEEN.halfOfPair }), '/reason', 'surrogate pair'],
  ['a long reason', aReturn({ reason: 'x'.repeat(1_001) }), '/reason', 'at most 1000 characters'],
  ['a list for a reason', aReturn({ reason: ['small'] }), '/reason', 'must be a text'],
  ['"yes" for approved', aReturn({ approved: 'yes' }), '/approved', '`true` or `false`'],
];

const refund = (change: object) => ({
  amount: { amount: '1.00', currency: 'EUR' },
  reference: 'RF-1',
  ...change,
});

export const WRONG_REFUNDS: readonly Case[] = [
  ...wrongTimes('/refundedAt', (refundedAt) => refund({ refundedAt })),
  [
    'nothing',
    refund({ amount: { amount: '0.00', currency: 'EUR' } }),
    '/amount/amount',
    'must be more than 0',
  ],
  [
    'less than nothing',
    refund({ amount: { amount: '-5', currency: 'EUR' } }),
    '/amount/amount',
    'must be a decimal number',
  ],
  [
    'cents as a number',
    refund({ amount: { amount: 100, currency: 'EUR' } }),
    '/amount/amount',
    'must be a text',
  ],
  [
    'a trillion',
    refund({ amount: { amount: '1000000000000', currency: 'EUR' } }),
    '/amount/amount',
    'must be a decimal number',
  ],
  ['an unseen reference', refund({ reference: `R${UNSEEN.joiner}F` }), '/reference', NOT_SEEN],
  ['a slash in a reference', refund({ reference: 'R/1' }), '/reference', 'a slash'],
  ['an unknown method', refund({ method: 'gold' }), '/method', 'must be one of'],
  ['an override alone', refund({ override: true }), '/reason', 'must say why'],
  ['an override for spaces', refund({ override: true, reason: '  ' }), '/reason', 'must'],
];

export const WRONG_PROMISES: readonly Case[] = [
  ['a day of 1999', { revisedShipBy: '1999-01-01' }, '/revisedShipBy', RANGE],
  ['a day of 2199', { revisedShipBy: '2199-01-01' }, '/revisedShipBy', RANGE],
  ['a day that is none', { revisedShipBy: '2027-02-29' }, '/revisedShipBy', DAY],
  ['both', { shipsInTime: true, revisedShipBy: '2027-01-10' }, '', 'must have either'],
  ['neither', {}, '', 'must have either'],
];

export const WRONG_WITHDRAWALS: readonly Case[] = [
  ...wrongTimes('/receivedAt', (receivedAt) => ({ receivedAt })),
  ['line 0', { items: [{ line: 0, quantity: 1 }] }, '/items/0/line', 'must be at least 1'],
  ['half of a pair', { statement: UNSEEN.halfOfPair }, '/statement', 'surrogate pair'],
  ['a long statement', { statement: 'x'.repeat(1_001) }, '/statement', 'at most 1000'],
  ['force alone', { force: true }, '/reason', 'must say why'],
];

const LABEL = { carrier: 'USPS', trackingNumber: '9400110898825022579509' };

export const WRONG_LABELS: readonly Case[] = [
  ...wrongTimes('/labelledAt', (labelledAt) => ({ ...LABEL, labelledAt })),
  ['a script', { ...LABEL, labelUrl: 'javascript:x' }, '/labelUrl', 'http or https'],
  ['credentials', { ...LABEL, labelUrl: 'https://a:b@c.example' }, '/labelUrl', 'a password'],
  ['a private label', { ...LABEL, labelUrl: 'http://10.0.0.1/l.pdf' }, '/labelUrl', 'private'],
  ['a local label', { ...LABEL, labelUrl: 'http://localhost/l.pdf' }, '/labelUrl', 'own machine'],
  ['a private code', { ...LABEL, qrUrl: 'http://nas.lan/q.png' }, '/qrUrl', 'private network'],
  ['a local code', { ...LABEL, qrUrl: 'http://[::1]/q.png' }, '/qrUrl', 'own machine'],
  ['data', { ...LABEL, qrUrl: 'data:image/png;base64,AA' }, '/qrUrl', 'http or https'],
  ['a slash in an id', { ...LABEL, parcelId: 'a/b' }, '/parcelId', 'a slash'],
];

const inspected = (change: object) => ({
  items: [{ line: 1, quantity: 1, disposition: 'refund', ...change }],
});

export const WRONG_INSPECTIONS: readonly Case[] = [
  ...wrongTimes('/inspectedAt', (inspectedAt) => ({ ...inspected({}), inspectedAt })),
  ['line 501', inspected({ line: 501 }), '/items/0/line', 'must be at most 500'],
  ['no piece', inspected({ quantity: 0 }), '/items/0/quantity', 'must be at least 1'],
  ['a disposition', inspected({ disposition: 'burn' }), '/items/0/disposition', 'must be one of'],
  ['half of a pair', inspected({ note: UNSEEN.halfOfPair }), '/items/0/note', 'surrogate pair'],
];

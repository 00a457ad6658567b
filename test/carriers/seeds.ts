/** Small bodies to start from if the corpus of real payloads is absent. */

import { trackerUpdated } from '../../dev/fixtures/easypost.ts';

export const SEEDS: readonly string[] = [
  trackerUpdated({
    trackingCode: '9400100000000000000001',
    carrier: 'USPS',
    status: 'in_transit',
    details: [
      {
        status: 'in_transit',
        statusDetail: 'arrived_at_facility',
        message: 'Arrived at the facility',
        datetime: '2026-11-24T10:00:00Z',
        city: 'Boise',
        state: 'ID',
        zip: '83702',
      },
    ],
  }),
  JSON.stringify({
    shipments: [{ id: 1, status: 'x', events: [{ timestamp: '2026-11-24T10:00' }] }],
  }),
  '<Response><Package><TrackingNumber>1</TrackingNumber><Events><Event/></Events></Package></Response>',
];

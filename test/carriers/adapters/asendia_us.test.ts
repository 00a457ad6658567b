import { expect, test } from 'vitest';
import { asendia_us } from '../../../carriers/adapters/asendia_us.ts';
import { firstShipment, statusLines } from '../read-body.ts';

test('milestones are read in both structures', () => {
  const parcel = {
    trackingNumberVendor: 'RL1CH',
    customerReferenceNumber: '94001',
    trackingMilestoneEvents: [
      {
        eventCode: 's2b',
        eventOn: '2026-07-29T16:33:14+00:00',
        eventLocation: 'Folcroft, PA 19032',
      },
    ],
  };
  for (const data of [[parcel], { trackingMilestone: parcel }]) {
    const shipment = firstShipment(asendia_us, {
      data,
      responseStatus: { responseStatusCode: 200 },
    });
    expect(shipment).toMatchObject({ trackingNumber: 'RL1CH', relatedNumbers: ['94001'] });
    expect(shipment.events[0]?.place).toMatchObject({ city: 'Folcroft', region: 'PA' });
  }
});

test('a successful answer without a parcel is not found', () => {
  const responseStatus = { responseStatusCode: 200, responseStatusMessage: 'OK' };
  expect(statusLines(asendia_us, { responseStatus, data: [] })).toEqual(['refused: not_found']);
});

import { expect, test } from 'vitest';
import { nationex } from '../../../carriers/adapters/nationex.ts';
import { parseBody } from '../../../carriers/parse.ts';

function aParcel(id: number, history: readonly object[] = []) {
  return {
    ParcelId: id,
    EstimatedDeliveryDate: '2021-04-16',
    EstimatedDeliveryTimeEn: 'Between 12:45 and 13:45',
    History: history.map((each) => ({ ProcessedDate: '2021-03-31 13:31:00', ...each })),
  };
}

function shipmentsOf(statuses: readonly string[], ...parcels: readonly object[]) {
  const StatusHistories = statuses.map((ShipmentStatus) => ({
    ShipmentStatus,
    StatusDate: '2021-03-30T14:15:22Z',
  }));
  const body = JSON.stringify({ ShipmentId: 103882774, StatusHistories, Parcels: parcels });
  const result = parseBody(nationex, body);
  if (!result.ok) throw new Error(result.detail);
  return result.shipments;
}

test.each([
  ['DataReceived', 'pre_transit', null],
  ['PartiallyOutForDelivery', 'out_for_delivery', null],
  ['RefusedDelivery', 'exception', 'refused'],
  ['ReturnToSender', 'return_to_sender', null],
  ['Teleported', null, null],
])('%s means %s', (words, status, reason) => {
  expect(shipmentsOf([words])[0]?.events[0]).toMatchObject({ status, reason });
});

test('a failed delivery, and the window of the next one', () => {
  const [shipment] = shipmentsOf(
    [],
    aParcel(1, [{ ExceptionId: 5, DescriptionEn: 'Unavailable' }]),
  );
  expect(shipment?.events[0]).toMatchObject({ status: 'attempted', reason: 'nobody_home' });
  expect(shipment?.edd).toEqual({
    date: '2021-04-16',
    from: Date.parse('2021-04-16T16:45:00Z'),
    until: Date.parse('2021-04-16T17:45:00Z'),
  });
});

test('several parcels are several shipments', () => {
  const shipments = shipmentsOf(['Transit'], aParcel(1, [{ ExceptionId: 5 }]), aParcel(2));
  expect(shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(['103882774', '1', '2']);
  expect(shipments.map(({ events }) => events.length)).toEqual([1, 1, 0]);
});
